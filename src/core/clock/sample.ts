import { isHoldable } from '../language/time-value.ts';
import { distance, type OffsetRange } from './offset-range.ts';

/** One answer's bound on the server's clock: it was stamped between sending and the end. */
export interface ClockSample extends OffsetRange {
  /** how often this computer's clock had been seen to turn back before it */
  run: number;
  /** ms since the epoch by this computer, when the request was sent */
  sentAt: number;
  /** ms since the epoch by this computer, when the answer ended */
  at: number;
  source: 'date' | 'timestamp' | 'iat';
  request: string;
}

/** Servers behind one name, and steps that are as small, are told apart by no one: ms. */
export const NEAR_MS = 20_000;
/**
 * So many that contradict the rest and agree with one another are no chance errors. Were each tenth
 * answer wrong, and all of them alike, five together would come once in 100 000; a page load's few
 * stale answers stay below it.
 */
export const PROVEN_BY = 5;
/** Whether all its times can be reckoned with. */
export function isUsable({ sentAt, at, lowMs, highMs }: ClockSample): boolean {
  return [sentAt, at, lowMs, highMs].every(isHoldable) && lowMs <= highMs;
}

export function inOrder(a: ClockSample, b: ClockSample): number {
  return (
    a.run - b.run || a.sentAt - b.sentAt || a.at - b.at || a.lowMs - b.lowMs || a.highMs - b.highMs
  );
}

/** Whether they may be of one clock, or of servers whose clocks hardly differ. */
export function isNear(a: OffsetRange, b: OffsetRange): boolean {
  return distance(a, b) <= NEAR_MS;
}
