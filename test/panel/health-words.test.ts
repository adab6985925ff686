import { describe, expect, it } from 'vitest';
import { failedRefresh } from '../../panel/credential/refresh-readiness.ts';
import {
  counts,
  forcedRefresh,
  measures,
  placesWords,
  worst,
} from '../../panel/drawer/health-words.ts';
import { refreshSentence } from '../../panel/words/refresh-sentences.ts';
import { readFindings } from '../../src/core/findings/findings.ts';
import type { Job } from '../../src/core/jobs/jobs.ts';
import { said } from '../../src/core/language/language.ts';
import type { RefreshOutcome } from '../../src/core/verdict/refresh-outcome.ts';
import { call, ending, read, refresh } from '../core/findings/story.ts';
import { NO_HEALTH } from '../core/jobs/no-health.ts';
import { NOON_MS } from '../core/recording/legs.ts';

/** none refused */
const NONE = { refused: 0, simulated: 0 };
const NO_FAILURES = { ...NONE, failed: 0 };

const OPEN: Job = {
  job: 'j1',
  submittedAt: 0,
  firstAt: 0,
  lastAt: 10_000,
  result: 'open',
  refreshes: 0,
  hasResult: false,
  refusal: null,
  why: said('job_open'),
};

describe('a measure of the team’s', () => {
  it('is not there where nothing was counted', () => {
    expect(measures(NO_HEALTH, [], NONE)).toEqual([]);
    expect(worst([], [], NO_FAILURES)).toEqual({ tone: 'none', note: null });
    expect(counts(NO_HEALTH, NONE)).toEqual([]);
  });

  it.each([
    [0, 'good'],
    [0.0009, 'good'],
    [0.001, 'warn'],
    [0.01, 'warn'],
    [0.011, 'bad'],
  ])('INVALID_TOKEN at %d is %s', (invalidTokenRate, tone) => {
    const [measure] = measures({ ...NO_HEALTH, authenticated: 1000, invalidTokenRate }, [], NONE);
    expect(measure).toMatchObject({ name: 'INVALID_TOKEN', tone });
    expect(measure?.goal).toBe('goal < 0.1%, alert > 1%');
  });

  it.each([
    [1, 'good'],
    [0.99, 'warn'],
    [0.95, 'warn'],
    [0.94, 'bad'],
  ])('refreshes that succeed at %d are %s', (refreshSuccessRate, tone) => {
    const [measure] = measures({ ...NO_HEALTH, refreshes: 100, refreshSuccessRate }, [], NONE);
    expect(measure).toMatchObject({ name: 'Refreshes succeeded', tone });
  });

  it('takes no running assessment for a failed one', () => {
    const health = { ...NO_HEALTH, assessments: { started: 1, succeeded: 0 } };
    expect(measures(health, [OPEN], NONE)[0]).toMatchObject({ value: '–', tone: 'none' });
    expect(measures(health, [OPEN], NONE)[0]?.detail).toBe('0 of 1 succeeded, 1 still open');
    const failed: Job = { ...OPEN, result: 'fail' };
    expect(measures(health, [failed], NONE)[0]).toMatchObject({ value: '0%', tone: 'bad' });
  });

  it('takes no assessment that failed for a success, though it brought its result', () => {
    const health = { ...NO_HEALTH, assessments: { started: 1, succeeded: 1 } };
    const passed: Job = { ...OPEN, result: 'pass', hasResult: true };
    const healed: Job = { ...passed, result: 'fail' };
    expect(measures(health, [passed], NONE)[0]?.tone).toBe('good');
    expect(measures(health, [healed], NONE)[0]).toMatchObject({ value: '100%', tone: 'warn' });
  });

  it.each([{ refused: 1 }, { simulated: 1 }])('praises nothing beside %o', (more) => {
    const counted = { ...NONE, ...more };
    const health = { ...NO_HEALTH, authenticated: 9, invalidTokenRate: 0 };
    expect(measures(health, [], NONE)[0]?.tone).toBe('good');
    expect(measures(health, [], counted)[0]).toMatchObject({ value: '0%', tone: 'none' });
  });

  it('shows the worst', () => {
    const health = {
      ...NO_HEALTH,
      invalidToken: 3,
      invalidTokenRate: 0.5,
      refreshSuccessRate: 1,
    };
    expect(worst(measures(health, [], NONE), [], NO_FAILURES)).toEqual({
      tone: 'bad',
      note: 'INVALID_TOKEN 3',
    });
  });
});

describe('the mark of Health', () => {
  const praised = measures({ ...NO_HEALTH, refreshSuccessRate: 1 }, [], NONE);
  const found = readFindings(read(call(0, ending(-5))));

  it('is no praise beside a finding, and alarms for a reason that it says alone', () => {
    expect(worst(praised, [], NO_FAILURES)).toEqual({ tone: 'good', note: null });
    expect(found).not.toEqual([]);
    expect(worst(praised, found, NO_FAILURES)).toEqual({ tone: 'none', note: null });
    const missed = measures({ ...NO_HEALTH, refreshSuccessRate: 0.99 }, [], NONE);
    expect(worst(missed, found, NO_FAILURES)).toEqual({
      tone: 'warn',
      note: 'Refreshes succeeded 99%',
    });
  });

  it('is no praise where something was refused or failed', () => {
    const mark = (failures: Partial<typeof NO_FAILURES>) =>
      worst(praised, [], { ...NO_FAILURES, ...failures });
    expect(mark({ refused: 1 })).toEqual({ tone: 'warn', note: 'Refused 1' });
    expect(mark({ failed: 1 }).tone).toBe('none');
    expect(mark({ simulated: 1 }).tone).toBe('none');
  });

  it.each<[RefreshOutcome, string]>([
    [{ kind: 'refused', message: null }, 'bad'],
    [{ kind: 'failed', reason: 'offline', status: null }, 'warn'],
    [{ kind: 'rate-limited', retryAfterSeconds: 900 }, 'warn'],
    [{ kind: 'not-written', reason: 'storage-full' }, 'warn'],
  ])('is not green beside a refresh that ended as %o, and Health says how', (outcome, tone) => {
    const at = NOON_MS + 10_000;
    const analysis = read(call(0, ending(300)));
    const last = failedRefresh({ refresh: { running: false, last: { outcome, at } }, analysis });
    if (!last) throw new Error('no failure is told');
    const told = forcedRefresh(last);
    expect(told.detail).toBe(refreshSentence(outcome, at));
    expect(worst([...praised, told], [], NO_FAILURES)).toEqual({
      tone,
      note: 'Force refresh 1 failed',
    });
  });

  it('forgets a failed refresh once a later one brought a token', () => {
    const outcome: RefreshOutcome = { kind: 'refused', message: null };
    const ended = { running: false, last: { outcome, at: NOON_MS + 10_000 } };
    const before = read(refresh(5, { to: ending(300) }));
    const after = read(refresh(20, { to: ending(300) }));
    expect(failedRefresh({ refresh: ended, analysis: before })).toBe(ended.last);
    expect(failedRefresh({ refresh: ended, analysis: after })).toBeNull();
  });
});

describe('numbers in words', () => {
  it('says where it was refused', () => {
    const refusalsByPlace = { submit: 0, poll: 4, result: 1, socket: 0, other: 0 };
    const health = { ...NO_HEALTH, rejected: 5, refusalsByPlace, monitoringSeconds: 372 };
    expect(placesWords(health)).toBe('polling 4, result 1');
    expect(counts(health, NONE)).toContainEqual(['Refused', '5 (polling 4, result 1)']);
    expect(counts(health, NONE)).toContainEqual(['Monitored', '6 min 12 s']);
    expect(counts(health, { simulated: 2 })).toContainEqual([
      'Refused by a simulation, not counted',
      '2',
    ]);
  });
});
