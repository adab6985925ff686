import { expect, it } from 'vitest';
import { countCalls } from '../../panel/model/count-calls.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import { readLog } from '../../src/core/verdict/log.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { refusal, web } from '../core/recording/legs.ts';

it('a row that the page alone told of is not among so many that are shown', () => {
  const recording = new Recording(futureGuide);
  recording.add(web({ at: 0, status: 200 }));
  recording.add(refusal({ at: 9_000 }));
  const entries = readLog(analyse(recording));
  expect(entries).toHaveLength(2);
  expect(countCalls(entries)).toBe(1);
});
