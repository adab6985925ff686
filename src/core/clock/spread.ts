import type { Folding } from '../recording/fold.ts';
import { coverAt, WINDOW } from './moment.ts';
import type { ClockSample } from './stretches.ts';

/** Of two servers that answer in turns, so many answers show both. */
export const SEEN_BY = 8;
/** Answers in a row that are looked at together. */
const LOOKED_AT = [SEEN_BY, WINDOW];

/** How far apart (ms) servers were seen to be, and for each number looked at together what goes on. */
export interface Spread {
  ms: number;
  some: readonly (readonly ClockSample[])[];
}

function spreadIn(some: readonly ClockSample[]): number {
  const { lowMs, highMs, isShared } = coverAt(some, some[0]?.sentAt ?? 0);
  return some.length === 0 || isShared ? 0 : highMs - lowMs;
}

export function widest({ ms, some }: Spread): number {
  return Math.max(ms, ...some.map(spreadIn));
}

/** Few at once allow for little drift, many show servers that hardly differ. */
export const SPREAD: Folding<ClockSample, Spread> = {
  empty: () => ({ ms: 0, some: LOOKED_AT.map(() => []) }),
  copy: (spread) => ({ ...spread }),
  add(spread, sample) {
    spread.some = spread.some.map((some, index) => {
      if (some.length < (LOOKED_AT[index] ?? WINDOW)) return [...some, sample];
      spread.ms = Math.max(spread.ms, spreadIn(some));
      return [sample];
    });
  },
};
