import { expect, it } from 'vitest';
import { clockEvidence } from '../../../src/core/verdict/causes/clock-evidence.ts';

it.each([
  [-99, 'evidence_server_clock_agrees'],
  [99, 'evidence_server_clock_agrees'],
  [100, 'evidence_server_clock'],
  [-100, 'evidence_server_clock_behind'],
])('a clock %i ms off is never said to be 0 s ahead or behind', (offsetMs, key) => {
  const reading = { lowMs: offsetMs - 40, highMs: offsetMs + 40, uncertaintyMs: 40, samples: 3 };
  const found = clockEvidence({ host: 'api.futureguide.id', offsetMs, ...reading });
  expect(found.said.key).toBe(key);
});
