import type { ServiceError } from './service-profile.ts';

/** What the words of a refusal say was wrong with the credential. */
export type RefusalReason =
  | 'missing'
  | 'user-gone'
  | 'revoked'
  | 'signature'
  | 'other-issuer'
  | 'not-yet-valid'
  | 'malformed'
  | 'session-over'
  | 'expired';

/**
 * As the usual middlewares write it (jsonwebtoken, jose, PyJWT, Firebase Admin, Laravel, DRF), in
 * English and Indonesian; codes are read as words. First match wins.
 */
const REASONS: readonly [RefusalReason, RegExp][] = [
  [
    'user-gone',
    /\b(user|account|pengguna|akun)( anda| kamu)?( was| is| has been| telah| sudah)? (not found|disabled|inactive|not active|deleted|suspended|blocked|banned|locked|tidak ditemukan|tidak aktif|dinonaktifkan|diblokir|dihapus)\b/,
  ],
  [
    'missing',
    /\b(token|header|bearer|credentials?|authorization)( is| was| were)? (required|missing|absent|not (provided|supplied|sent)|diperlukan|dibutuhkan|tidak (ada|dikirim|ditemukan|disertakan))\b|\b(no|missing|without|tanpa) (auth|authorization|authentication|access|bearer|api|jwt)? ?(token|header|credentials?)\b|\bmissing (jwt|bearer|authorization)\b|\bnot (logged|signed) in\b|\bbelum (login|masuk)\b/,
  ],
  [
    'revoked',
    /\b(revoked|cancell?ed|blacklisted|blocklisted|denylisted|invalidated|no longer valid|logged out|signed out|dicabut|diblokir|dibatalkan|ditarik|dinonaktifkan|sudah logout)\b|\b(black|block|deny) ?list\b/,
  ],
  [
    'signature',
    /\b(signature|tanda ?tangan)\b(?!( token)?( has| is| telah| sudah)? (expired|kedaluwarsa|berakhir|habis)\b)|\bkid\b|\bpublic key\b|\bkey set\b|\bno (matching|applicable) key\b/,
  ],
  ['other-issuer', /\b(issuer|audience|iss|aud|penerbit)\b/],
  [
    'not-yet-valid',
    /\bnot (yet )?active\b|\bnot (yet )?valid yet\b|\bnot yet valid\b|\btoo early\b|\bin the future\b|\bnot before\b|\bnbf\b|\biat\b|\bbelum (berlaku|aktif|valid)\b/,
  ],
  [
    'malformed',
    /\bmalformed\b|\binvalid (token )?format\b|\bformat token\b|\bnot enough segments\b|\bnumber of segments\b|\bcould not (be )?(decode|parse)d?\b|\brusak\b/,
  ],
  [
    'session-over',
    /\b(session|sesi)\b.*\b(expired|ended|over|terminated|timed out|time ?out|berakhir|habis|kedaluwarsa)\b/,
  ],
  [
    'expired',
    /\bexpired\b|\bk[ea]dalu?w?arsa\b|\b(telah|sudah) (berakhir|habis)\b|\bmasa berlaku\b.*\b(berakhir|habis)\b|\bexp\b.*\bcheck failed\b/,
  ],
];

/** “Invalid or expired token”: such words leave the reason open. */
const LEAVES_OPEN =
  /\b(invalid|expired|valid|kedaluwarsa)( token)? (or|atau)\b|\b(or|atau) (invalid|expired|tidak valid|kedaluwarsa)\b/;

function reasonIn(text: string | null): RefusalReason | null {
  if (text === null) return null;
  const words = text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .toLowerCase();
  if (LEAVES_OPEN.test(words)) return null;
  return REASONS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

/** The reason that an answer names for refusing a credential; null where its words leave it open. */
export function refusalReason({
  code,
  message,
}: Pick<ServiceError, 'code' | 'message'>): RefusalReason | null {
  return reasonIn(code) ?? reasonIn(message);
}

/** What only a token can be, of all that an answer may speak of. */
const TOKEN_REASONS: ReadonlySet<RefusalReason> = new Set([
  'expired',
  'session-over',
  'revoked',
  'signature',
  'not-yet-valid',
]);
const TOKEN_WORD = /(^|[^a-z])(token|jwt|session|sesi)([^a-z]|$)/i;

/** Whether the words say of a token or session why it is refused, and not of a link or a plan. */
export function namesTokenReason({ code, message }: Pick<ServiceError, 'code' | 'message'>) {
  const reason = refusalReason({ code, message });
  return reason !== null && TOKEN_REASONS.has(reason) && TOKEN_WORD.test(`${code} ${message}`);
}

const OTHER_SECRET =
  /\b(csrf|xsrf|captcha|otp)\b|(wrong|invalid|incorrect)[ _](e-?mail|username|password)|\b(password|kata sandi|sandi)\b.*\b(incorrect|wrong|invalid|does not match|salah|tidak (cocok|sesuai|valid))\b/i;

/** Whether a refusal speaks of a password, a code from a mail, or the like: not of the credential. */
export function isAboutOtherSecret(text: string): boolean {
  return OTHER_SECRET.test(text);
}
