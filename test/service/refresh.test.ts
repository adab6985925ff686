import { describe, expect, it } from 'vitest';
import { type Answer, call } from './client.ts';
import { eventually, type SignedIn, signIn, useService } from './use-service.ts';

const service = useService();

const refresh = (refreshToken?: string) =>
  call(service(), { method: 'POST', path: '/api/auth/v2/refresh', body: { refreshToken } });

const refreshByCookie = (cookie?: string) =>
  call(service(), {
    method: 'POST',
    path: '/api/auth/refresh-token',
    headers: cookie === undefined ? {} : { cookie },
  });

const profileStatus = async (token: string) =>
  (await call(service(), { path: '/api/auth/profile', token })).status;

const renewed = ({ json }: { json: unknown }) => (json as { data: SignedIn }).data;

describe('a refresh', () => {
  it('gives a new token of the same session, in the known shape', async () => {
    const { idToken, refreshToken } = (await signIn(service())).data;
    const answer = await refresh(refreshToken);
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      success: true,
      data: {
        idToken: expect.stringMatching(/^eyJ/),
        refreshToken: expect.stringMatching(/^AMf-/),
        expiresIn: '3600',
      },
      message: 'Token refreshed successfully using auth v2',
      timestamp: expect.any(String),
    });
    expect(renewed(answer).idToken).not.toBe(idToken);
    expect(await profileStatus(renewed(answer).idToken)).toBe(200);
    expect(await profileStatus(idToken)).toBe(200);
  });

  it('makes the refresh token worthless that it used', async () => {
    const { refreshToken } = (await signIn(service())).data;
    const next = renewed(await refresh(refreshToken)).refreshToken;
    const old = await refresh(refreshToken);
    expect(old.status).toBe(401);
    expect(old.json).toEqual({
      success: false,
      error: { code: 'INVALID_REFRESH_TOKEN', message: 'Invalid refresh token' },
      message: 'Operation failed',
      timestamp: expect.any(String),
    });
    expect((await refresh(next)).status).toBe(200);
  });

  it('keeps the refresh token without rotation', async () => {
    service().set({ rotateRefresh: false });
    const { refreshToken } = (await signIn(service())).data;
    expect(renewed(await refresh(refreshToken)).refreshToken).toBe(refreshToken);
  });

  it('makes the old access token worthless when told so', async () => {
    service().set({ rotateAccess: true });
    const { idToken, refreshToken } = (await signIn(service())).data;
    const answer = await refresh(refreshToken);
    expect(await profileStatus(idToken)).toBe(401);
    expect(await profileStatus(renewed(answer).idToken)).toBe(200);
  });

  it('is refused too soon after the last, by the clock of the service', async () => {
    service().set({ refreshIntervalSeconds: 60, rotateRefresh: false });
    const { refreshToken } = (await signIn(service())).data;
    expect((await refresh(refreshToken)).status).toBe(200);
    expect(await refresh(refreshToken)).toMatchObject({
      status: 429,
      headers: { 'retry-after': '900' },
      json: { error: 'AUTH_RATE_LIMIT_EXCEEDED', retryAfter: 900 },
    });
    service().set({ clockOffsetSeconds: 61 });
    expect((await refresh(refreshToken)).status).toBe(200);
  });

  it.each([
    ['401', 401, { error: { code: 'INVALID_REFRESH_TOKEN' }, message: 'Operation failed' }],
    ['401-expired', 401, { error: { code: 'TOKEN_EXPIRED' } }],
    ['429', 429, { error: 'AUTH_RATE_LIMIT_EXCEEDED', retryAfter: 900 }],
    ['500', 500, { error: { code: 'INTERNAL_ERROR' } }],
    ['503', 503, { error: 'SERVICE_UNAVAILABLE', service: 'auth-v2-service' }],
    ['empty', 200, { success: true, data: {} }],
  ] as const)('ends as the switch says: %s', async (ending, status, json) => {
    const { refreshToken } = (await signIn(service())).data;
    service().set({ refresh: ending });
    expect(await refresh(refreshToken)).toMatchObject({ status, json });
    service().set({ refresh: 'ok' });
    expect((await refresh(refreshToken)).status).toBe(200);
  });

  it('may be nonsense', async () => {
    service().set({ refresh: 'nonsense' });
    expect(await refresh('any')).toMatchObject({ status: 200, json: null });
  });

  it('may never end, until it is released', async () => {
    service().set({ refresh: 'never' });
    const answer = refresh('any').catch(() => 'cut');
    await eventually(() => expect(service().log).toHaveLength(1));
    await eventually(async () => {
      service().release();
      expect(await Promise.race([answer, 'open'])).toBe('cut');
    });
    expect(service().log[0]?.status).toBe(null);
  });
});

describe('a refresh by cookie', () => {
  const cookieOf = ({ headers }: Answer) => headers['set-cookie']?.[0] ?? '';
  const pairOf = (answer: Answer) => cookieOf(answer).split(';')[0] ?? '';

  it('keeps the refresh token from every script', async () => {
    service().set({ refreshTransport: 'cookie' });
    const { answer, data } = await signIn(service());
    expect(data).not.toHaveProperty('refreshToken');
    const attributes = cookieOf(answer).split('; ').slice(1);
    expect(attributes).toEqual(
      expect.arrayContaining(['Path=/api/auth', 'HttpOnly', 'Secure', 'SameSite=None']),
    );

    const refreshed = await refreshByCookie(pairOf(answer));
    expect(refreshed.status).toBe(200);
    expect(renewed(refreshed)).not.toHaveProperty('refreshToken');
    expect(await profileStatus(renewed(refreshed).idToken)).toBe(200);
    expect((await refreshByCookie(pairOf(answer))).status).toBe(401);
    expect((await refreshByCookie(pairOf(refreshed))).status).toBe(200);
  });

  it('is refused without the cookie', async () => {
    expect(await refreshByCookie()).toMatchObject({
      status: 401,
      json: { error: { code: 'INVALID_REFRESH_TOKEN' } },
    });
  });
});
