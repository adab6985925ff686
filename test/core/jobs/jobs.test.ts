import { describe, expect, it } from 'vitest';
import { type Job, readJobs } from '../../../src/core/jobs/jobs.ts';
import { englishUtc } from '../../../src/core/language/english.ts';
import type { Observation } from '../../../src/core/recording/observation.ts';
import {
  authenticate,
  authenticated,
  byDebugger,
  call,
  ending,
  fault,
  read,
  refresh,
  socket,
  stored,
} from '../findings/story.ts';
import { NOON_MS } from '../recording/legs.ts';

const REFUSED = { refused: true };
const old = ending(600);
const next = ending(4100);
const submitted = (job: string) => ({
  method: 'POST',
  status: 202,
  body: JSON.stringify({ success: true, data: { jobId: job } }),
});
const submit = (at: number, token: string, job = 'j1') =>
  call(at, token, '/api/assessment/submit', submitted(job));
const poll = (at: number, token: string, more = {}, job = 'j1') =>
  call(at, token, `/api/assessment/status/${job}`, more);
const result = (at: number, token: string, more = {}, job = 'j1') =>
  call(at, token, `/api/assessment/result/${job}`, more);

function jobs(...observations: Observation[]): Job[] {
  return readJobs(read(...observations));
}

function only(...observations: Observation[]) {
  const [job, ...others] = jobs(...observations);
  if (!job || others.length > 0) throw new Error('one job was told of');
  return { ...job, why: englishUtc.tell(job.why) };
}

describe('one line for each assessment', () => {
  it('passes when nothing is refused and no token runs out', () => {
    expect(only(submit(0, old), poll(10, old), poll(20, old), result(30, old))).toEqual({
      job: 'j1',
      submittedAt: NOON_MS,
      firstAt: NOON_MS,
      lastAt: NOON_MS + 30_020,
      result: 'pass',
      refreshes: 0,
      hasResult: true,
      refusal: null,
      why: 'Nothing was refused, and no token ran out while it ran',
    });
  });

  it('passes with a refresh before the expiry', () => {
    const job = only(
      submit(500, old),
      poll(510, old),
      refresh(520, { to: next }),
      poll(700, next),
      result(710, next),
    );
    expect(job).toMatchObject({ result: 'pass', refreshes: 1 });
    expect(job.why).toContain('a refresh');
  });

  it('fails with the row that was refused', () => {
    const job = only(
      submit(500, old),
      poll(590, old),
      poll(610, old, REFUSED),
      poll(620, old, REFUSED),
    );
    expect(job).toMatchObject({ result: 'fail', refusal: 'r3', hasResult: false });
    expect(job.why).toBe('The poll r3 was refused (INVALID_TOKEN)');
  });

  it('fails even where the app healed it by itself', () => {
    const job = only(
      submit(500, old),
      poll(610, old, REFUSED),
      refresh(611, { to: next }),
      poll(612, next),
      result(620, next),
    );
    expect(job).toMatchObject({ result: 'fail', refusal: 'r2', refreshes: 1, hasResult: true });
    expect(job.why).toContain('fetched the result all the same');
  });

  it('is open until the result is fetched', () => {
    expect(only(submit(0, old), poll(10, old)).result).toBe('open');
    expect(only(submit(0, old), result(10, old, { status: 404 })).result).toBe('open');
  });
});

describe('a status call held open across the expiry', () => {
  const held = [submit(500, old), poll(510, old, { took: 360_000 })];

  it('passes with a refresh while the job ran', () => {
    const job = only(...held, refresh(880, { to: next }), result(890, next));
    expect(job).toMatchObject({ result: 'pass', refreshes: 1 });
  });

  it('fails without one', () => {
    const job = only(...held, result(890, old));
    expect(job).toMatchObject({ result: 'fail', refusal: null });
    expect(job.why).toContain('ran out during r2');
  });

  it('fails where the only refresh failed', () => {
    const job = only(...held, refresh(550, { status: 503 }), result(890, old));
    expect(job).toMatchObject({ result: 'fail', refreshes: 0 });
  });

  it('is open, and says so, while the result is awaited', () => {
    const job = only(...held);
    expect(job.result).toBe('open');
    expect(job.why).toContain('no refresh has been seen');
  });

  it('passes where another tab renewed the token', () => {
    const job = only(...held, stored(700, { futureguide_access_token: next }), result(890, next));
    expect(job).toMatchObject({ result: 'pass', refreshes: 0 });
    expect(job.why).toContain('another tab');
  });

  it('proves nothing where the debugger refreshed', () => {
    const forced = refresh(550, { to: next });
    const job = only(...held, forced, byDebugger(forced), result(890, next));
    expect(job).toMatchObject({ result: 'open', refreshes: 0 });
    expect(job.why).toContain('the debugger');
  });
});

describe('which calls belong to a job', () => {
  it('keeps jobs apart, in order of their beginning', () => {
    const found = jobs(
      submit(0, old, 'j2'),
      submit(5, old, 'j1'),
      poll(10, old, REFUSED),
      result(20, old, {}, 'j2'),
    );
    expect(found.map(({ job, result: how }) => [job, how])).toEqual([
      ['j2', 'pass'],
      ['j1', 'fail'],
    ]);
  });

  it('gives a submit without a readable answer to the job polled next', () => {
    const blind = call(0, old, '/api/assessment/submit', { method: 'POST', status: 202 });
    expect(only(blind, poll(10, old)).submittedAt).toBe(NOON_MS);
    expect(only(blind, poll(31, old)).submittedAt).toBeNull();
  });

  it('gives a refused submit to the job that the second try began', () => {
    const refused = call(0, old, '/api/assessment/submit', { method: 'POST', ...REFUSED });
    const job = only(refused, submit(2, old), result(10, old));
    expect(job).toMatchObject({
      job: 'j1',
      result: 'fail',
      refusal: 'r1',
      submittedAt: NOON_MS + 2000,
    });
  });

  it('shows a refused submit by its row where no job began', () => {
    const refused = call(0, old, '/api/assessment/submit', { method: 'POST', ...REFUSED });
    expect(only(refused)).toMatchObject({ job: 'r1', result: 'fail', refusal: 'r1' });
  });

  it('has no job where credits were missing', () => {
    const body = '{"error":{"code":"INSUFFICIENT_TOKENS","message":"Not enough tokens"}}';
    const broke = call(0, old, '/api/assessment/submit', { method: 'POST', status: 402, body });
    expect(jobs(broke)).toEqual([]);
  });

  it('counts the refusal of its socket', () => {
    const said: [string, unknown] = ['error', { success: false, error: 'INVALID_TOKEN' }];
    const job = only(
      submit(0, old),
      authenticate(1, old, { jobId: 'j1' }),
      socket(2, 'receive', said),
      poll(10, old),
      result(20, old),
    );
    expect(job).toMatchObject({ result: 'fail', refusal: 's1' });
  });

  it('counts the refusal of a socket that names no job while it runs', () => {
    const said: [string, unknown] = ['auth_error', { message: 'Invalid or expired token' }];
    const calls = [submit(0, old), poll(10, old), result(20, old)];
    const during = [authenticate(15, old), socket(16, 'receive', said)];
    const after = [authenticate(60, old), socket(61, 'receive', said)];
    expect(only(...calls, ...during).result).toBe('fail');
    expect(only(...calls, ...after).result).toBe('pass');
  });

  it('takes the public result that a poll or the socket named', () => {
    const told = {
      body: JSON.stringify({ data: { jobId: 'j1', status: 'completed', resultId: 'res-1' } }),
    };
    const fetched = call(20, null, '/api/archive/results/res-1');
    expect(only(submit(0, old), poll(10, old, told), fetched).result).toBe('pass');
    const said: [string, unknown] = ['analysis-complete', { jobId: 'j1', result_id: 'res-1' }];
    const live = [authenticate(1, old), authenticated(2), socket(15, 'receive', said)];
    expect(only(submit(0, old), ...live, fetched).result).toBe('pass');
    expect(only(submit(0, old), poll(10, old), fetched).result).toBe('open');
  });

  it('holds nothing against it that a fault did', () => {
    const job = only(
      submit(0, old),
      fault(9, 11),
      poll(10, old, REFUSED),
      poll(12, old),
      result(20, old),
    );
    expect(job).toMatchObject({ result: 'pass', refusal: null });
  });

  it('keeps a call whose date cannot be read', () => {
    const undated = { ...poll(0, old, REFUSED), startedAt: null, sentAt: null, endedAt: null };
    expect(only(undated)).toMatchObject({ result: 'fail', firstAt: null, lastAt: null });
  });
});
