import { type DecodedToken, decodeToken } from '../token/jwt.ts';
import type { Analysis } from '../verdict/analysis.ts';
import { currentCredential, currentStorage } from '../verdict/current.ts';
import type { RequestEntry } from '../verdict/entry.ts';
import { isUnchecked } from './outage.ts';

/** The token whose session is spoken of. */
export interface SessionCredential {
  token: string;
  decoded: DecodedToken;
}

type Answered = Pick<RequestEntry, 'sending' | 'verdict'>;

/** The last thing of that kind that the app itself sent and that no fault touched. */
function lastAnswered(
  { requests, sockets }: Analysis,
  isWanted: (answered: Answered) => boolean,
): Answered | null {
  const isOwn = (one: Answered) =>
    one.sending.by === 'app' && one.sending.fault === null && isWanted(one);
  const [latest] = [requests.findLast(isOwn), sockets.findLast(isOwn)]
    .filter((one) => one !== undefined)
    .sort((a, b) => (b.sending.sentAt ?? 0) - (a.sending.sentAt ?? 0));
  return latest ?? null;
}

/** What the service last said to a token, if that was a refusal; what a fault did does not count. */
function lastRefusal(analysis: Analysis, token: string): Answered | null {
  const last = lastAnswered(
    analysis,
    ({ sending, verdict }) =>
      sending.record?.token === token && (sending.letThrough || verdict.outcome === 'rejected'),
  );
  return last?.sending.letThrough === false ? last : null;
}

/** Whether the service refused a token when it was last asked with it. */
export function isRefused(analysis: Analysis, token: string): boolean {
  const refusal = lastRefusal(analysis, token)?.verdict.refusal;
  return refusal !== undefined && refusal !== null && !isUnchecked(refusal);
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
 * The credential of the session: what the app sent last or was given since, unless the service refused
 * that while the session is another.
 */
export function sessionCredential(analysis: Analysis): SessionCredential | null {
  const latest = currentCredential(analysis.recording);
  if (!latest) return null;
  const token = sessionBehind(analysis, latest.token);
  return token === null ? latest : { token, decoded: decodeToken(token) };
}
