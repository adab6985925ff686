import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createOverview } from '../../panel/model/overview.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import { Analyser } from '../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { web } from '../core/recording/legs.ts';

const POLL = 'https://api.futureguide.id/api/assessment/status/job-1';
/** Findings, and how the assessments went with the team's numbers: each in a moment of its own. */
const PARTS = 2;
let waiting: (() => void)[] = [];

beforeEach(() => {
  waiting = [];
  vi.stubGlobal('requestIdleCallback', (work: () => void) => waiting.push(work));
  vi.stubGlobal('cancelIdleCallback', () => {
    waiting = [];
  });
});
afterEach(() => vi.unstubAllGlobals());

function grow() {
  const recording = new Recording(futureGuide);
  const analyser = new Analyser(recording);
  const analysis = signal(analyser.read());
  const add = (at: number) => {
    recording.add(web({ at, url: POLL, status: 200 }));
    analysis.value = analyser.read();
  };
  return { analysis, add };
}

it('reads the whole at an idle moment, once for all that came until then', async () => {
  const end = new AbortController();
  const { analysis, add } = grow();
  const { health } = createOverview({ calm: analysis, analysis, end: end.signal });
  await vi.waitFor(() => expect(waiting).toHaveLength(PARTS));
  add(1_000);
  add(2_000);
  expect(health.value).toBeNull();
  expect(waiting).toHaveLength(PARTS);
  const [first] = waiting;
  first?.();
  expect(health.value).toBeNull();
  waiting.pop()?.();
  expect(health.value?.requests).toBe(2);
  add(3_000);
  expect(health.value?.requests).toBe(2);
  waiting.pop()?.();
  expect(health.value?.requests).toBe(3);
  end.abort();
});

it('looks at nothing any more once its panel is gone', async () => {
  const end = new AbortController();
  const { analysis, add } = grow();
  createOverview({ calm: analysis, analysis, end: end.signal });
  await vi.waitFor(() => expect(waiting).toHaveLength(PARTS));
  end.abort();
  add(1_000);
  expect(waiting).toEqual([]);
});
