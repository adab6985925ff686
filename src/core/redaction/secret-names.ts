/**
 * Which fields, parameters and headers hold a secret, told by their names alone: in English and
 * Indonesian, in any case, with any separator.
 */
import { wordSet } from './word-set.ts';

/** Whole words; with one of them anywhere in its name, a field holds a secret. */
const SECRET_WORDS = wordSet(
  'password passwords passwd passphrase passcode pwd secret secrets otp totp csrf xsrf jwt ' +
    'apikey cvv cvc sandi katasandi rahasia kredensial',
);
/** Names that end so; also where everything is run together, as in `refreshtoken`. */
const SECRET_END =
  /(token|password|passwd|passphrase|secret|apikey|servicekey|privatekey|accesskey|sessionkey|secretkey|signingkey|encryptionkey|oobcode|kodeotp|jwt|authorization|credential|bearer|cookie|csrf|xsrf|sessionid|sessionstate|signature|sandi)s?$/;
/** Last words that say it only at the end: a `pass_rate` is none. */
const LAST_WORDS = new Set(['auth', 'pin', 'pass', 'sid', 'sig', 'sesi']);
/** What a noun is of decides, before it in English and behind it in Indonesian. */
const PAIRS = pairs([
  [
    ['key', 'keys'],
    ['api', 'session', 'access', 'private', 'service', 'secret', 'signing', 'encryption', 'master'],
  ],
  [
    ['code', 'codes'],
    ['verification', 'auth', 'reset', 'recovery', 'backup', 'security', 'access', 'login', 'sms'],
  ],
  [['kunci'], ['api', 'akses', 'sesi', 'privat']],
  [['kode'], ['verifikasi', 'akses', 'keamanan', 'reset', 'aktivasi', 'masuk']],
  [
    ['token', 'tokens'],
    ['akses', 'baru', 'lama', 'masuk', 'sesi', 'refresh', 'value'],
  ],
  [['pin'], ['baru', 'lama', 'new', 'old', 'code']],
]);

function pairs(
  rows: readonly [nouns: readonly string[], of: readonly string[]][],
): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(rows.flatMap(([nouns, of]) => nouns.map((noun) => [noun, new Set(of)] as const)));
}
/** Last words of a field that speaks of a secret and holds none. */
const ABOUT = wordSet(
  'length strength required policy at expiry expires in type enabled valid count balance ' +
    'age error status rules reset changed updated',
);
const SHORTEST_NAME = 3;
/** In an address or a form these few letters hold a secret; in JSON they may mean anything. */
const SECRET_PARAMETER = /^(key|sig|ticket|session|nonce)$/;
/** `code=INVALID_TOKEN` and `code=404` are no code that anybody could spend. */
const SPENDABLE_CODE = /^(?![A-Z][A-Z_]*$).{6,}$/;
/** Headers that say what may be sent, and not what was. */
const HARMLESS_HEADER =
  /^(access-control-.*|www-authenticate|proxy-authenticate|clear-site-data)$/i;

/** Without one of these in it no name can be secret; nearly all names have none. */
const STEM =
  /pass|pwd|phrase|secret|token|otp|csrf|xsrf|jwt|key|cvv|cvc|sandi|rahasia|kredensial|auth|credential|bearer|cookie|session|sesi|signature|pin|sid|sig|code|kode|kunci/;

/** The name's letters alone, in lower case. */
function plainName(name: string): string {
  return /^[a-z]+$/.test(name) ? name : name.toLowerCase().replace(/[^a-z]+/g, '');
}

function wordsOf(name: string): string[] {
  return (name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map((word) => word.toLowerCase());
}

function hasPair(words: readonly string[]): boolean {
  return words.some((word, at) => {
    const of = words.length > 1 ? PAIRS.get(word) : undefined;
    return of !== undefined && (of.has(words[at - 1] ?? '') || of.has(words[at + 1] ?? ''));
  });
}

/** Whether a field, parameter or header of this name holds a secret. */
export function isSecretName(name: string, plain: string = plainName(name)): boolean {
  if (name.length < SHORTEST_NAME) return false;
  if (!STEM.test(plain)) return false;
  if (SECRET_END.test(plain)) return true;
  const words = plain === name ? [name] : wordsOf(name);
  const last = words.at(-1) ?? '';
  if (LAST_WORDS.has(last)) return true;
  return !ABOUT.has(last) && (words.some((word) => SECRET_WORDS.has(word)) || hasPair(words));
}

/** Whether even a number in a field of this name is a secret; `tokens: 3` may be a balance. */
export function isGuessableName(name: string): boolean {
  return isSecretName(name) && !/(token|session|auth|pass)s?$/.test(plainName(name));
}

/** Whether it is a code that was sent to somebody, not one that says what went wrong. */
export function isSentCode(name: string, value: string): boolean {
  return /^(code|kode)$/i.test(name) && /^\d{6,8}$/.test(value);
}

/** Whether a parameter of an address or a form holds a secret. */
export function isSecretParameter(name: string, value: string): boolean {
  if (name.length < SHORTEST_NAME) return false;
  const plain = plainName(name);
  if (plain === 'code' || plain === 'kode') return SPENDABLE_CODE.test(value);
  return SECRET_PARAMETER.test(plain) || isSecretName(name, plain);
}

/** Whether a header of this name holds a secret. */
export function isSecretHeader(name: string): boolean {
  return isSecretName(name) && !HARMLESS_HEADER.test(name);
}
