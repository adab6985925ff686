import { claimTime, identity } from '../../src/core/token/claims.ts';
import type { DecodedToken } from '../../src/core/token/jwt.ts';
import { say } from '../words/language.ts';

interface Props {
  decoded: DecodedToken;
  /** ms, by the clock that the token was judged by; null where it is not known */
  sentAt: number | null;
}

/** Whose token it is, from when, and what it had left, in one plain sentence. */
export function TokenLine({ decoded, sentAt }: Props) {
  if (decoded.kind !== 'jws') return null;
  const { claims } = decoded;
  const issuedAt = claimTime(claims, 'iat');
  const expiresAt = claimTime(claims, 'exp');
  if (issuedAt === null || expiresAt === null || sentAt === null || expiresAt <= issuedAt)
    return null;
  const left = (expiresAt - sentAt) / 1000;
  return (
    <p class="detail-note token-line">
      {say(left > 0 ? 'detail_token_line_left' : 'detail_token_line_expired', {
        who: identity(claims) ?? say('someone'),
        at: issuedAt,
        life: (expiresAt - issuedAt) / 1000,
        left: Math.abs(left),
      })}
    </p>
  );
}
