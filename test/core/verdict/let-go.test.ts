import { expect, it } from 'vitest';
import { Recording } from '../../../src/core/recording/recording.ts';
import { Analyser } from '../../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { collectGarbage } from '../../collect-garbage.ts';
import { har } from '../recording/legs.ts';

const EXPIRING_SECONDS = 300;

/** Judges one request, and only refers to it. */
function judgeOne(recording: Recording, analyser: Analyser): WeakRef<object> {
  recording.add(har({ at: 0, status: 200 }));
  const [entry] = analyser.read(EXPIRING_SECONDS).requests;
  if (!entry) throw new Error('no entry');
  return new WeakRef(entry.facts);
}

it('An analysis keeps nothing of requests that were cleared away', async () => {
  const recording = new Recording(futureGuide);
  const analyser = new Analyser(recording);
  const judged = judgeOne(recording, analyser);
  recording.clear(1_000);
  expect(analyser.read(EXPIRING_SECONDS).requests).toEqual([]);
  await collectGarbage();
  expect(judged.deref()).toBeUndefined();
  expect(analyser.read(EXPIRING_SECONDS).requests).toEqual([]);
});
