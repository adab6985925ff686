import type { DocumentObservation } from '../recording/observation.ts';
import type { Recorded } from '../recording/recorded.ts';
import type { RequestFacts } from '../recording/request.ts';
import type { Analysis } from './analysis.ts';
import type { SignedOut } from './entry.ts';

/** An app that signs out leaves the page within this time. */
const LEAVES_WITHIN_MS = 5_000;
/** Storage is seen by another clock reading than the answer that made the app empty it. */
const SEEN_APART_MS = 100;

/** Whether storage held a token, from this instant on (ms). */
interface StoredAt {
  at: number;
  hasToken: boolean;
}

function storedStates(recording: Recorded): StoredAt[] {
  return recording
    .storageHistory()
    .map(({ at, reading }) => ({ at, hasToken: reading.active !== null }));
}

/** When the app took its token out of storage; a fault that did it is not the app. */
function emptiedAt(states: readonly StoredAt[], recording: Recorded): number[] {
  const faults = recording.faults().filter(({ token }) => token === '');
  const isFault = (at: number) =>
    faults.some(({ from, until }) => from <= at && at <= (until ?? Number.POSITIVE_INFINITY));
  return states
    .filter(({ at, hasToken }, index) => !hasToken && states[index - 1]?.hasToken && !isFault(at))
    .map(({ at }) => at);
}

function answeredAt({ startedAt, endedAt }: RequestFacts): number {
  return endedAt ?? startedAt ?? Number.POSITIVE_INFINITY;
}

/** Says of a page that opens why the app had signed out; null where it had not, as far as seen. */
export function signOutReader({
  recording,
  requests,
  chains,
}: Analysis): (opened: DocumentObservation) => SignedOut | null {
  /** What the app was refused, in order; looked for once a page of signing in opens. */
  let refusedOnce: RequestFacts[] | null = null;
  const refused = () => {
    refusedOnce ??= requests
      .filter(
        ({ facts: request, verdict }) => verdict.outcome === 'rejected' && request.by === 'app',
      )
      .map(({ facts: request }) => request);
    return refusedOnce;
  };
  const states = storedStates(recording);
  const emptied = emptiedAt(states, recording);
  /** A refusal signs nobody out who was not signed in. */
  const wasSignedIn = ({ credential, sentAt }: RequestFacts) =>
    credential.kind !== 'absent' ||
    states.findLast(({ at }) => sentAt !== null && at <= sentAt)?.hasToken === true;
  return (opened) => {
    if (!recording.profile.isSignedOutPage(opened.url)) return null;
    const isJustBefore = (at: number) => at <= opened.at && opened.at - at <= LEAVES_WITHIN_MS;
    const logout = chains.signOuts.findLast(({ at }) => isJustBefore(at))?.request ?? null;
    const emptiedLast = emptied.findLast(isJustBefore) ?? Number.POSITIVE_INFINITY;
    /** What was refused only because the session had ended ended no session. */
    const isReason = (request: RequestFacts) => {
      const at = answeredAt(request);
      const isBeforeLogout = at <= (logout?.startedAt ?? Number.POSITIVE_INFINITY);
      const isBeforeEmptied =
        (request.sentAt ?? at) <= emptiedLast && at - SEEN_APART_MS <= emptiedLast;
      return isJustBefore(at) && isBeforeLogout && isBeforeEmptied && wasSignedIn(request);
    };
    const refusal = refused().findLast(isReason);
    if (refusal) return { by: 'refusal', request: refusal };
    if (logout) return { by: 'logout', request: logout };
    return emptiedLast <= opened.at ? { by: 'emptied-storage' } : null;
  };
}
