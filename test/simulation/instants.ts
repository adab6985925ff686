import type { Exchange } from './exchange.ts';
import { isOfApi, isStamped, spreadOf, stampsBeside, type View } from './view.ts';

/** `Date` leaves out the fraction of the second (RFC 9110 §5.6.7). */
const DATE_PRECISION_MS = 1_000;
/** So many honest stamps make a clock known beyond one answer. */
const STAMPS_OF_A_KNOWN_CLOCK = 3;
/** Instants of one sending, in ms after the claim's time; negative: before it. */
export interface Instants {
  sentByServer: number;
  sentByClient: number;
  checkedByServer: number;
  endedByClient: number;
}

export function instantsOf(
  { session }: View,
  { truth, timing, startedAt }: Exchange,
  claimMs: number,
): Instants {
  const server = session.service.replicas[truth.replica ?? 0] ?? session.clock;
  // Durations are monotonic, so a clock that is set meanwhile does not change them.
  const sentByClient = startedAt + (timing.sent - timing.start);
  return {
    sentByServer: server.at(timing.sent) - claimMs,
    sentByClient: sentByClient - claimMs,
    checkedByServer: server.at(timing.checked) - claimMs,
    endedByClient: sentByClient + (timing.ended - timing.sent) - claimMs,
  };
}

/** The server's clock can be told at this sending. */
export function isClockKnown(view: View, exchange: Exchange): boolean {
  if (isOfApi(exchange) && isStamped(exchange) && !exchange.liesAboutTime) return true;
  return stampsBeside(view, exchange).length >= STAMPS_OF_A_KNOWN_CLOCK;
}

/** ms; nearer to an instant than this the two sides cannot be told apart. */
export function greyOf(view: View, { timing }: Exchange): number {
  return DATE_PRECISION_MS + (timing.responded - timing.sent) + spreadOf(view, timing.sent);
}
