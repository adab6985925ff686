import { type DecodedToken, decodeToken } from '../token/jwt.ts';
import type { Analysis } from '../verdict/analysis.ts';
import { type CurrentCredential, currentCredential, currentStorage } from '../verdict/current.ts';
import { lastAnswered, lastRefusal } from './refused.ts';

/** The token whose session is spoken of. */
export interface SessionCredential {
  token: string;
  decoded: DecodedToken;
}

/**
 * The token of the session where one was sent last that the service refused, and that is another's
 * or an older one; null where that very token is the session's.
 */
export function sessionBehind(analysis: Analysis, sent: string): string | null {
  const { chains, recording, lastAt } = analysis;
  if (!lastRefusal(analysis, sent)) return null;
  const held = currentStorage(recording)?.active?.token;
  if (held !== undefined) return held === sent ? null : held;
  const accepted = lastAnswered(analysis, ({ sending }) => sending.letThrough)?.sending.record;
  const refused = chains.credentials.byToken.get(sent);
  if (!accepted || !refused || accepted === refused) return null;
  const user = chains.signedInAt(lastAt)?.user ?? null;
  const isOfAnother = user !== null && refused.user !== user && accepted.user === user;
  const isOver = !chains.knows(refused) || chains.replacedBy(refused) !== null;
  return isOfAnother || isOver ? accepted.token : null;
}

/**
 * The credential the app uses, or the newer one that it holds, where it sent one last that this had
 * replaced and the service refused that.
 */
export function credentialInUse(analysis: Analysis): CurrentCredential | null {
  const { chains, recording } = analysis;
  const latest = currentCredential(recording);
  const old = latest && chains.credentials.byToken.get(latest.token);
  if (!old) return latest;
  const behind = sessionBehind(analysis, old.token);
  const chain = chains.chainOf(old);
  const isNewer = chain.slice(chain.indexOf(old) + 1).some(({ token }) => token === behind);
  return isNewer ? currentCredential(recording, (token) => token === behind) : latest;
}

/**
 * The credential of the session: what the app sent last or was given since, unless the service refused
 * that while the session is another.
 */
export function sessionCredential(analysis: Analysis): SessionCredential | null {
  const latest = currentCredential(analysis.recording);
  if (!latest) return null;
  const token = sessionBehind(analysis, latest.token);
  return token === null ? latest : { token, decoded: decodeToken(token) };
}
