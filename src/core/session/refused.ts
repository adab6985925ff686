import type { Analysis } from '../verdict/analysis.ts';
import type { CauseVerdict } from '../verdict/causes/rule.ts';
import type { RequestEntry } from '../verdict/entry.ts';

export type Answered = Pick<RequestEntry, 'sending' | 'verdict'>;

/** The last thing of that kind that the service took or refused, of the app itself and without a fault. */
export function lastAnswered(
  { answered, sockets }: Analysis,
  isWanted: (answered: Answered) => boolean,
): Answered | null {
  const isOwn = (one: Answered) => one.sending.fault === null && isWanted(one);
  const [latest] = [answered.findLast(isWanted), sockets.findLast(isOwn)]
    .filter((one) => one !== undefined)
    .sort((a, b) => (b.sending.sentAt ?? 0) - (a.sending.sentAt ?? 0));
  return latest ?? null;
}

/** What the service last said to a token, if that was a refusal; what a fault did does not count. */
export function lastRefusal(analysis: Analysis, token: string): Answered | null {
  const last = lastAnswered(
    analysis,
    ({ sending, verdict }) =>
      sending.record?.token === token && (sending.letThrough || verdict.outcome === 'rejected'),
  );
  return last?.sending.letThrough === false ? last : null;
}

/** Refused since the service itself could not check: that says nothing of the session. */
export function isUnchecked({ cause, certainty }: Pick<CauseVerdict, 'cause' | 'certainty'>) {
  return cause === 'verifier-down' && certainty !== 'possible';
}

/** Whether the service refused a token when it was last asked with it. */
export function isRefused(analysis: Analysis, token: string): boolean {
  const refusal = lastRefusal(analysis, token)?.verdict.refusal;
  return refusal !== undefined && refusal !== null && !isUnchecked(refusal);
}
