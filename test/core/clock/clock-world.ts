import { ClockBuilder } from '../../../src/core/clock/build-clock.ts';
import { type ClockSample, inOrder, isUsable } from '../../../src/core/clock/sample.ts';
import type { ClockReading, ServerClock } from '../../../src/core/clock/server-clock.ts';
import { whole } from '../../../src/core/recording/growing-lists.ts';
import { NOON_MS } from '../recording/legs.ts';

export const HOST = 'api.futureguide.id';

/** The clock of a host from samples in any order. */
export function buildClock(
  host: string,
  samples: readonly ClockSample[],
  runOf: (arrival: number) => number = () => 0,
): ServerClock {
  const byRequest = (id: string) => ordered.filter(({ request }) => request === id);
  const ordered = samples.filter(isUsable).sort(inOrder);
  return new ClockBuilder({ host, runOf, byRequest }).build(whole(ordered));
}

const SECOND_MS = 1000;

export interface Call {
  /** ms after noon by this computer */
  at: number;
  /** server − this computer, ms */
  offset: number;
  /** how long sending and the server's work took, then the way back; ms */
  out?: number;
  back?: number;
}

let ids = 0;

function sampleOf({ at, out = 40, back = 40 }: Call, lowMs: number, highMs: number): ClockSample {
  ids += 1;
  const sentAt = NOON_MS + at;
  return {
    run: 0,
    sentAt,
    at: sentAt + out + back,
    lowMs,
    highMs,
    source: 'date',
    request: `r${ids}`,
  };
}

/** What an honest `Date` header says. */
export function dated(call: Call): ClockSample {
  const { at, offset, out = 40, back = 40 } = call;
  const sentAt = NOON_MS + at;
  const stamp = Math.floor((sentAt + out + offset) / SECOND_MS) * SECOND_MS;
  return sampleOf(call, stamp - (sentAt + out + back) - 1, stamp + SECOND_MS - sentAt);
}

/** What an honest `timestamp` says. */
export function stamped(call: Call): ClockSample {
  const { offset, out = 40, back = 40 } = call;
  return { ...sampleOf(call, offset - back - 1, offset + out + 1), source: 'timestamp' };
}

/** So many calls, each so many ms after the one before. */
export function calls(count: number, everyMs: number, call: (at: number) => ClockSample) {
  return Array.from({ length: count }, (_, index) => call(index * everyMs));
}

export function holds(reading: ClockReading | null, offset: number): boolean {
  return reading !== null && reading.lowMs <= offset && offset <= reading.highMs;
}
