import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createOverview } from '../../panel/model/overview.ts';
import { readJobs } from '../../src/core/jobs/jobs.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import { Analyser } from '../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { web } from '../core/recording/legs.ts';

const POLL = 'https://api.futureguide.id/api/assessment/status/job-1';
/** Findings, and how the assessments went with the team's numbers: each in a moment of its own. */
const PARTS = 2;
/** What reads the whole is fetched, on a busy machine not at once. */
const FETCHED_WITHIN = { timeout: 30_000 };
let waiting: (() => void)[] = [];

beforeEach(() => {
  waiting = [];
  vi.stubGlobal('requestIdleCallback', (work: () => void) => waiting.push(work));
  vi.stubGlobal('cancelIdleCallback', () => {
    waiting = [];
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function grow() {
  const recording = new Recording(futureGuide);
  const analyser = new Analyser(recording);
  const analysis = signal(analyser.read());
  const add = (at: number, status = 200) => {
    recording.add(web({ at, url: POLL, status }));
    analysis.value = analyser.read();
  };
  return { analysis, add };
}

it('reads the whole at an idle moment, once for all that came until then', async () => {
  slowDown(0);
  const end = new AbortController();
  const { analysis, add } = grow();
  const { health, isRead } = createOverview({ calm: analysis, analysis, end: end.signal });
  await vi.waitFor(() => expect(waiting).toHaveLength(PARTS), FETCHED_WITHIN);
  add(1_000);
  add(2_000);
  expect(health.value).toBeNull();
  expect(waiting).toHaveLength(PARTS);
  const [first] = waiting;
  first?.();
  expect(health.value).toBeNull();
  expect(isRead.value).toBe(false);
  waiting.pop()?.();
  expect(health.value?.requests).toBe(2);
  expect(isRead.value).toBe(true);
  add(3_000);
  expect(health.value?.requests).toBe(2);
  waiting.pop()?.();
  expect(health.value?.requests).toBe(3);
  end.abort();
});

it('says nothing of a refusal before findings were read with it', async () => {
  slowDown(0);
  const end = new AbortController();
  const { analysis, add } = grow();
  const { noted, isRead } = createOverview({ calm: analysis, analysis, end: end.signal });
  await vi.waitFor(() => expect(waiting).toHaveLength(PARTS), FETCHED_WITHIN);
  idle();
  add(1_000, 401);
  expect(isRead.value).toBe(true);
  expect(noted.value.beside).toEqual([]);
  idle();
  expect(noted.value.beside).toEqual(['r1']);
  end.abort();
});

it('looks at nothing any more once its panel is gone', async () => {
  const end = new AbortController();
  const { analysis, add } = grow();
  createOverview({ calm: analysis, analysis, end: end.signal });
  await vi.waitFor(() => expect(waiting).toHaveLength(PARTS), FETCHED_WITHIN);
  end.abort();
  add(1_000);
  expect(waiting).toEqual([]);
});

/** From now on time goes by only with each look at it, by so much. */
function slowDown(ms: number) {
  let now = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => {
    now += ms;
    return now;
  });
}

/** Has all idle moments until nothing waits for one any more; how many there were. */
function idle(meanwhile = () => {}): number {
  let moments = 0;
  for (let work = waiting.shift(); work; work = waiting.shift()) {
    work();
    moments += 1;
    meanwhile();
  }
  return moments;
}

/** Each look at the time takes longer than a turn may. */
async function beginSlowly() {
  const end = new AbortController();
  const { analysis, add } = grow();
  slowDown(5);
  const { health, jobs } = createOverview({ calm: analysis, analysis, end: end.signal });
  await vi.waitFor(() => expect(waiting).toHaveLength(PARTS), FETCHED_WITHIN);
  // The code that is fetched until then waits itself.
  vi.stubGlobal('setTimeout', (work: () => void) => waiting.push(work));
  return { analysis, health, jobs, add, end };
}

it('lets others have their turn in between, and tells of nothing before all of it is read', async () => {
  const { health, add, end } = await beginSlowly();
  add(1_000);
  const seen = new Set<number | undefined>();
  expect(idle(() => seen.add(health.value?.requests))).toBeGreaterThan(PARTS);
  expect([...seen]).toEqual([undefined, 1]);
  end.abort();
});

it('begins anew where more came in between, and tells of one state alone', async () => {
  const { analysis, health, jobs, add, end } = await beginSlowly();
  add(1_000);
  let moments = 0;
  idle(() => {
    moments += 1;
    // Then jobs were read, and health was not.
    if (moments === 3) add(2_000);
  });
  expect(health.value?.requests).toBe(2);
  expect(jobs.value).toEqual(readJobs(analysis.value));
  end.abort();
});

it('is not put off for ever by what keeps coming', async () => {
  const { health, add, end } = await beginSlowly();
  for (let n = 1; health.value === null && n < 300; n += 1) {
    add(n * 1_000);
    waiting.shift()?.();
  }
  expect(health.value?.requests).toBeGreaterThan(0);
  end.abort();
});
