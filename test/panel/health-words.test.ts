import { describe, expect, it } from 'vitest';
import { counts, measures, placesWords, worstTone } from '../../panel/drawer/health-words.ts';
import type { Job } from '../../src/core/jobs/jobs.ts';
import { said } from '../../src/core/language/language.ts';
import { NO_HEALTH } from '../core/jobs/no-health.ts';

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
    expect(measures(NO_HEALTH, [])).toEqual([]);
    expect(worstTone([], false)).toBe('none');
    expect(counts(NO_HEALTH)).toEqual([['Requests', '0']]);
  });

  it.each([
    [0, 'good'],
    [0.0009, 'good'],
    [0.001, 'warn'],
    [0.01, 'warn'],
    [0.011, 'bad'],
  ])('INVALID_TOKEN at %d is %s', (invalidTokenRate, tone) => {
    const [measure] = measures({ ...NO_HEALTH, authenticated: 1000, invalidTokenRate }, []);
    expect(measure).toMatchObject({ name: 'INVALID_TOKEN', tone });
    expect(measure?.goal).toBe('goal < 0.1%, alert > 1%');
  });

  it.each([
    [1, 'good'],
    [0.99, 'warn'],
    [0.95, 'warn'],
    [0.94, 'bad'],
  ])('refreshes that succeed at %d are %s', (refreshSuccessRate, tone) => {
    const [measure] = measures({ ...NO_HEALTH, refreshes: 100, refreshSuccessRate }, []);
    expect(measure).toMatchObject({ name: 'Refreshes', tone });
  });

  it('takes no running assessment for a failed one', () => {
    const health = { ...NO_HEALTH, assessments: { started: 1, succeeded: 0 } };
    expect(measures(health, [OPEN])[0]).toMatchObject({ value: '–', tone: 'none' });
    expect(measures(health, [OPEN])[0]?.detail).toBe('0 of 1 succeeded, 1 still open');
    const failed: Job = { ...OPEN, result: 'fail' };
    expect(measures(health, [failed])[0]).toMatchObject({ value: '0%', tone: 'warn' });
  });

  it('shows the worst', () => {
    const health = { ...NO_HEALTH, invalidTokenRate: 0.5, refreshSuccessRate: 1 };
    expect(worstTone(measures(health, []), false)).toBe('bad');
  });

  it('shows no reached goal as all well beside an error', () => {
    const all = measures({ ...NO_HEALTH, refreshSuccessRate: 1 }, []);
    expect(worstTone(all, false)).toBe('good');
    expect(worstTone(all, true)).toBe('none');
    const missed = measures({ ...NO_HEALTH, refreshSuccessRate: 0.99 }, []);
    expect(worstTone(missed, true)).toBe('warn');
  });
});

describe('numbers in words', () => {
  it('says where it was refused', () => {
    const refusalsByPlace = { submit: 0, poll: 4, result: 1, socket: 0, other: 0 };
    const health = { ...NO_HEALTH, rejected: 5, refusalsByPlace, monitoringSeconds: 372 };
    expect(placesWords(health)).toBe('polling 4, result 1');
    expect(counts(health)).toContainEqual(['Refused', '5 (polling 4, result 1)']);
    expect(counts(health)).toContainEqual(['Monitored', '6 min 12 s']);
  });
});
