import { describe, expect, it, vi } from 'vitest';
import { call } from './client.ts';
import { startService } from './service.ts';
import { eventually, signIn, useService } from './use-service.ts';

const service = useService();

async function control(path: string, body?: unknown): Promise<{ status: number; json: unknown }> {
  const response = await fetch(service().control.url + path, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
  });
  return { status: response.status, json: await response.json() };
}

describe('the control port', () => {
  it('shows and moves switches', async () => {
    expect((await control('/switches')).json).toMatchObject({ refresh: 'ok' });
    expect((await control('/switches', { refresh: '503' })).status).toBe(200);
    expect(service().switches.refresh).toBe('503');
    const { status, json } = await control('/switches', { refresh: 'x' });
    expect(status).toBe(400);
    expect(json).toEqual({ error: expect.stringMatching(/^"refresh" takes one of/) });
  });

  it('issues, blacklists, resets, and shows the log', async () => {
    const { json } = await control('/issue', { user: 'budi' });
    const { token } = json as { token: string };
    const profile = { path: '/api/auth/profile', token };
    expect((await call(service(), profile)).status).toBe(200);
    await control('/blacklist', { token });
    expect((await call(service(), profile)).status).toBe(401);
    expect((await control('/log')).json).toMatchObject([{ status: 200 }, { status: 401 }]);
    await control('/reset', {});
    expect(service().log).toHaveLength(0);
    expect((await call(service(), profile)).status).toBe(200);
    expect((await control('/blacklist', {})).status).toBe(400);
    expect((await control('/release', {})).status).toBe(200);
  });
});

describe('the log', () => {
  it('holds what arrived and what was answered', async () => {
    await signIn(service());
    const cookie = 'token=abc';
    const path = '/api/auth/profile?a=1';
    await call(service(), { host: 'futureguide.id', path, token: 'x', headers: { cookie } });
    expect(service().log).toEqual([
      expect.objectContaining({
        kind: 'http',
        method: 'POST',
        host: 'api.futureguide.id',
        status: 200,
        code: null,
        body: expect.objectContaining({ email: 'zoe.pratiwi@siswa.example' }),
      }),
      {
        kind: 'http',
        at: expect.any(Number),
        method: 'GET',
        host: 'futureguide.id',
        path,
        authorization: 'Bearer x',
        cookie,
        body: null,
        status: 401,
        code: 'INVALID_TOKEN',
      },
    ]);
  });

  it('has no status for a call whose client left', async () => {
    service().set({ latencyMs: 600_000 });
    const leaving = new AbortController();
    const left = call(service(), { path: '/api/auth/profile', signal: leaving.signal });
    await eventually(() => expect(service().log).toHaveLength(1));
    leaving.abort();
    await expect(left).rejects.toThrow();
    service().release();
    expect(service().log[0]).toMatchObject({ status: null, code: null });
  });

  it('tells of every answer', async () => {
    const heard = vi.fn();
    const end = service().onAnswer(heard);
    await call(service(), { path: '/api/nowhere' });
    await eventually(() =>
      expect(heard).toHaveBeenCalledWith(expect.objectContaining({ code: 'NOT_FOUND' })),
    );
    end();
  });
});

it('forgets sessions and switches at a reset', async () => {
  const { refreshToken } = (await signIn(service())).data;
  service().set({ csp: false, clockOffsetSeconds: 5 });
  service().reset();
  expect(service().switches).toMatchObject({ csp: true, clockOffsetSeconds: 0 });
  const path = '/api/auth/v2/refresh';
  const answer = await call(service(), { method: 'POST', path, body: { refreshToken } });
  expect(answer.status).toBe(401);
});

it('begins with the switches it is given, and refuses others', async () => {
  const other = await startService({ switches: { pollSeconds: 1 } });
  expect(other.switches.pollSeconds).toBe(1);
  await other.stop();
  await expect(startService({ switches: { pollSeconds: -1 } })).rejects.toThrow('"pollSeconds"');
});

it('says why it cannot start on a port that is taken, and leaves nothing open', async () => {
  const { httpsPort, controlPort } = service();
  await expect(startService({ httpsPort })).rejects.toThrow('EADDRINUSE');
  await expect(startService({ controlPort })).rejects.toThrow('EADDRINUSE');
});

it('stops at once, with calls held open', async () => {
  const other = await startService({ switches: { refresh: 'never', holdStatusSeconds: 600 } });
  const token = await other.issue();
  const cut = [
    call(other, { method: 'POST', path: '/api/auth/v2/refresh', body: {} }),
    call(other, { path: '/api/assessment/status/any', token }),
  ].map((answer) => answer.catch(() => 'cut'));
  await eventually(() => expect(other.switches.holdStatusSeconds).toBe(0));
  await eventually(() => expect(other.log).toHaveLength(2));
  await other.stop();
  expect(await Promise.all(cut)).toEqual(['cut', 'cut']);
  await expect(call(other, { path: '/' })).rejects.toThrow('ECONNREFUSED');
});
