import type { RequestFacts } from '../recording/request.ts';
import type { OffsetRange } from './offset-range.ts';

/** What is known of the server's clock at an instant; offset = server − this computer, in ms. */
export interface ClockReading {
  host: string;
  /** the best single offset */
  offsetMs: number;
  /** from there to the farther of the two ends */
  uncertaintyMs: number;
  lowMs: number;
  highMs: number;
  /** how many answers bear it out: those around it, or for the newest one all since a clock was set */
  samples: number;
  /** what the answer to this very request says, which was stamped by the server that judged it */
  own?: OffsetRange;
}

/** Whether two say the same of one host. */
export function isSameReading(a: ClockReading | null, b: ClockReading | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  return (
    a.offsetMs === b.offsetMs &&
    a.lowMs === b.lowMs &&
    a.highMs === b.highMs &&
    a.samples === b.samples &&
    a.own?.lowMs === b.own?.lowMs &&
    a.own?.highMs === b.own?.highMs
  );
}

/** A request whose token is judged. */
export type DatedRow = Pick<RequestFacts, 'id' | 'arrival' | 'sentAt'>;

/** The clock of one API host over a recording. */
export interface ServerClock {
  /** The reading that holds for a request when it was sent: its own answer's, before all others. */
  of(row: DatedRow): ClockReading | null;
  /** The reading that held at this instant (ms by this computer). */
  at(localMs: number): ClockReading | null;
  /** The reading that holds for what was sent at this instant and is answered without a stamp. */
  unstamped(localMs: number): ClockReading | null;
  /** The newest one. */
  latest: ClockReading | null;
  /** The newest one, as far as it still holds at this later instant (ms by this computer). */
  latestBy(localMs: number): ClockReading | null;
}
