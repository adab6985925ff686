import { expect, it } from 'vitest';
import { Recording } from '../../../src/core/recording/recording.ts';
import { Acceptance } from '../../../src/core/verdict/acceptance.ts';
import { analyse } from '../../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { har, NOON_MS } from '../recording/legs.ts';
import { v2Token } from '../token/tokens.ts';

/** More than a function takes arguments. */
const MANY = 200_000;

it('goes on from as many refusals as a file may hold', () => {
  const recording = new Recording(futureGuide);
  recording.add(har({ authorization: `Bearer ${v2Token(NOON_MS / 1000)}`, status: 401 }));
  const [refused] = analyse(recording).requests;
  const acceptance = new Acceptance(futureGuide);
  for (let n = 0; refused && n < MANY; n += 1) acceptance.add(refused.sending);
  expect(acceptance.copy().surprising()).toEqual([]);
});
