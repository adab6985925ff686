import { TOO_MANY_REQUESTS, UNAUTHORIZED } from '../core/service/http.ts';
import type { ServiceProfile } from '../core/service/service-profile.ts';
import type { NewTokens } from '../core/service/token-storage.ts';
import { claimTime } from '../core/token/claims.ts';
import { fingerprint } from '../core/token/fingerprint.ts';
import { decodeToken } from '../core/token/jwt.ts';
import type { RefreshOutcome, TokenTimes } from '../core/verdict/refresh-outcome.ts';

/** The answer to a refresh, as far as it can be read. */
export interface RefreshAnswer {
  status: number;
  text: string;
  /** the header, which CORS usually hides */
  retryAfter: string | null;
}

export function failed(
  reason: Extract<RefreshOutcome, { kind: 'failed' }>['reason'],
  status: number | null = null,
): RefreshOutcome {
  return { kind: 'failed', reason, status };
}

/** Seconds in a `Retry-After` header: a number or a date (RFC 9110 §10.2.3). */
function headerSeconds(value: string | null, nowMs: number): number | null {
  if (value === null || value.trim() === '') return null;
  if (/^\d+$/.test(value.trim())) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - nowMs) / 1000));
}

/** What a token says of itself; the token cannot be got back from it. */
export function timesOf(token: string): TokenTimes {
  const decoded = decodeToken(token);
  const claims = decoded.kind === 'jws' ? decoded.claims : {};
  return {
    fingerprint: fingerprint(token),
    issuedAt: claimTime(claims, 'iat'),
    expiresAt: claimTime(claims, 'exp'),
  };
}

function newTokens(
  profile: ServiceProfile,
  method: string,
  url: string,
  text: string,
): NewTokens | null {
  const found = profile.tokensInAnswer(profile.route(method, url), text);
  const access = found.find(
    ({ role, token }) => role === 'access' && decodeToken(token).kind === 'jws',
  );
  const refresh = found.find(({ role }) => role === 'refresh');
  return access ? { access: access.token, refresh: refresh?.token ?? null } : null;
}

/** New tokens, or how the refresh ended without any. */
export function readAnswer(
  profile: ServiceProfile,
  sent: { method: string; url: string },
  { status, text, retryAfter }: RefreshAnswer,
  nowMs: number,
): { kind: 'tokens'; tokens: NewTokens } | RefreshOutcome {
  if (status >= 500) return failed('server-error', status);
  const error = profile.readError(status, { kind: 'text', text, truncated: false });
  if (status === TOO_MANY_REQUESTS) {
    const seconds = error?.retryAfterSeconds ?? headerSeconds(retryAfter, nowMs);
    return { kind: 'rate-limited', retryAfterSeconds: seconds };
  }
  if (status === UNAUTHORIZED || error?.refusesCredential)
    return { kind: 'refused', message: error?.message ?? error?.code ?? null };
  const tokens =
    status >= 200 && status < 300 && !error
      ? newTokens(profile, sent.method, sent.url, text)
      : null;
  return tokens ? { kind: 'tokens', tokens } : failed('nonsense', status);
}
