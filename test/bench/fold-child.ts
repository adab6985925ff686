/**
 * Folds and judges 100 000 requests in recordings of the size given, all kept, so that the garbage
 * collector has the same work whatever the size; prints what one request costs.
 */

import { Recording } from '../../src/core/recording/recording.ts';
import { NO_LIMITS } from '../../src/core/recording/recording-limits.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import type { LogEntry } from '../../src/core/verdict/entry.ts';
import { readLog } from '../../src/core/verdict/log.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { poll } from './traffic.ts';

const IN_ALL = 100_000;
const ROUNDS = 4;

const size = Number(process.argv[2]);

function heapUsed(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

function foldAll(): { ms: number; kept: (readonly LogEntry[])[] } {
  const traffic = Array.from({ length: IN_ALL }, (_, n) => poll(n % size));
  globalThis.gc?.();
  const kept: (readonly LogEntry[])[] = [];
  const beganAt = performance.now();
  for (let from = 0; from < IN_ALL; from += size) {
    const recording = new Recording(futureGuide, NO_LIMITS);
    for (const observations of traffic.slice(from, from + size))
      for (const observation of observations) recording.add(observation);
    kept.push(readLog(analyse(recording)));
  }
  return { ms: performance.now() - beganAt, kept };
}

const costs: number[] = [];
let heapBytes = 0;
for (let round = 0; round < ROUNDS; round += 1) {
  const before = heapUsed();
  const { ms, kept } = foldAll();
  // The first round warms the engine up.
  if (round > 0) costs.push((ms * 1000) / IN_ALL);
  // Later rounds begin while the engine still holds the one before.
  if (round === 0) heapBytes = heapUsed() - before;
  // Looked at after the heap was, so that it is still there then.
  if (kept.length !== IN_ALL / size) throw new Error('Not all was folded');
}
console.log(
  JSON.stringify({
    microsecondsPerRequest: Math.min(...costs),
    heapBytesPerRequest: heapBytes / IN_ALL,
  }),
);
