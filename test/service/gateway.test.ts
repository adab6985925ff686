import { describe, expect, it } from 'vitest';
import { call } from './client.ts';
import { INTERNAL_SERVICE_KEY } from './guard.ts';
import type { IssueOptions } from './tokens.ts';
import { eventually, signIn, useService } from './use-service.ts';

const service = useService();
const PROFILE = '/api/auth/profile';
const INVALID_TOKEN =
  '{"success":false,"error":"INVALID_TOKEN","message":"Invalid or expired token"}';
const ORIGIN = 'https://futureguide.id';

/** The token with one letter of its payload or signature exchanged. */
function tampered(token: string, part: 1 | 2): string {
  const parts = token.split('.');
  const text = parts[part] ?? '';
  parts[part] = (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
  return parts.join('.');
}

describe('the guard', () => {
  it.each<[string, IssueOptions]>([
    ['expired', { lifetimeSeconds: -1 }],
    ['not yet valid', { notBeforeInSeconds: 60 }],
    ['signed with a foreign key', { key: 'foreign' }],
    ['of another environment', { environment: 'development' }],
    ['of another audience', { claims: { aud: 'somebody-else' } }],
    ['of an unknown user', { claims: { sub: 'nobody', user_id: 'nobody' } }],
    ['v1, expired', { kind: 'v1', lifetimeSeconds: -1 }],
    ['v1, of the old issuer', { kind: 'v1', claims: { iss: 'atma-auth-service' } }],
    ['v1, of another environment', { kind: 'v1', environment: 'development' }],
  ])('answers INVALID_TOKEN, word for word, to a token that is %s', async (_, options) => {
    const token = await service().issue(options);
    const answer = await call(service(), { path: PROFILE, token });
    expect([answer.status, answer.text]).toEqual([401, INVALID_TOKEN]);
  });

  it.each([['undefined'], ['null'], ['"quoted"'], ['eyJhbGciOiJub25lIn0.e30.'], ['two.parts']])(
    'answers the same to Bearer %s',
    async (token) => {
      const answer = await call(service(), { path: PROFILE, token });
      expect([answer.status, answer.text]).toEqual([401, INVALID_TOKEN]);
    },
  );

  it('answers the same to a tampered, a quoted and a blacklisted token', async () => {
    const token = await service().issue();
    service().blacklist(token);
    const other = await service().issue();
    for (const sent of [tampered(other, 1), tampered(other, 2), `"${other}"`, token]) {
      const answer = await call(service(), { path: PROFILE, token: sent });
      expect([answer.status, answer.text]).toEqual([401, INVALID_TOKEN]);
    }
    expect((await call(service(), { path: PROFILE, token: other })).status).toBe(200);
  });

  it.each(['', 'Basic abc', 'bearer abc', 'abc'])(
    'wants a Bearer: "%s" is none',
    async (authorization) => {
      const headers = authorization ? { authorization } : {};
      const { status, json } = await call(service(), { path: PROFILE, headers });
      const message = 'Access token is required';
      expect(status).toBe(401);
      expect(json).toEqual({ success: false, error: 'UNAUTHORIZED', message });
    },
  );

  it('lets v1, v2 and admin tokens through, and tokens without exp', async () => {
    for (const kind of ['v1', 'v2', 'admin'] as const) {
      const token = await service().issue({ kind, lifetimeSeconds: null });
      expect((await call(service(), { path: PROFILE, token })).status).toBe(200);
    }
  });

  it('accepts an expired token within the grace, and no longer', async () => {
    service().set({ graceSeconds: 60 });
    const [within, beyond] = await Promise.all(
      [-30, -61].map((lifetimeSeconds) => service().issue({ lifetimeSeconds })),
    );
    expect((await call(service(), { path: PROFILE, token: within ?? '' })).status).toBe(200);
    expect((await call(service(), { path: PROFILE, token: beyond ?? '' })).status).toBe(401);
  });

  it.each([
    [true, 401, 'INVALID_TOKEN'],
    ['unverified', 401, 'TOKEN_VERIFICATION_FAILED'],
    ['error', 500, 'INTERNAL_ERROR'],
    ['unavailable', 503, 'SERVICE_UNAVAILABLE'],
  ] as const)('answers with the verifier down (%s): %i %s', async (verifierDown, status, error) => {
    service().set({ verifierDown });
    const answer = await call(service(), { path: PROFILE, token: await service().issue() });
    expect(answer).toMatchObject({ status, json: { success: false, error } });
  });

  it('keeps administrators and services among themselves', async () => {
    const admin = '/api/admin/auth/verify';
    const token = await service().issue();
    expect(await call(service(), { path: admin, token })).toMatchObject({
      status: 403,
      json: { error: 'FORBIDDEN', message: 'Admin access required' },
    });
    const ratna = await service().issue({ kind: 'admin' });
    expect((await call(service(), { path: admin, token: ratna })).status).toBe(200);

    const verify = { method: 'POST', path: '/api/auth/verify-token', body: { token } };
    expect((await call(service(), verify)).json).toMatchObject({ error: 'UNAUTHORIZED' });
    const internal = { 'x-internal-service': 'true', 'x-service-key': 'wrong' };
    const refused = await call(service(), { ...verify, headers: internal });
    expect(refused.json).toMatchObject({ error: 'INVALID_SERVICE_KEY' });
    internal['x-service-key'] = INTERNAL_SERVICE_KEY;
    const allowed = await call(service(), { ...verify, headers: internal });
    expect(allowed.json).toMatchObject({ success: true, data: { valid: true } });
  });
});

describe('the gateway', () => {
  it('allows the app four headers, five methods and credentials, and exposes nothing', async () => {
    const { status, headers } = await call(service(), {
      method: 'OPTIONS',
      path: PROFILE,
      headers: {
        origin: ORIGIN,
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'authorization,x-csrf-token',
      },
    });
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS',
      'access-control-allow-headers':
        'Content-Type, Authorization, X-Service-Key, X-Internal-Service',
    });
    expect(headers).not.toHaveProperty('access-control-expose-headers');
    expect(headers).not.toHaveProperty('access-control-max-age');
  });

  it('says who it is on what it passes on, and not on what it refuses', async () => {
    const token = await service().issue();
    const passed = await call(service(), { path: PROFILE, token });
    expect(passed.headers).toMatchObject({
      'x-gateway': 'ATMA-API-Gateway',
      'ratelimit-policy': '999999999;w=900',
      'ratelimit-limit': '999999999',
    });
    const refused = await call(service(), { path: PROFILE });
    expect(refused.headers).not.toHaveProperty('x-gateway');
  });

  it.each(['api.futureguide.id', 'futureguide.id'])('knows the same routes on %s', async (host) => {
    const token = await service().issue();
    const path = '/api/auth/token-balance';
    expect((await call(service(), { host, path, token })).json).toMatchObject({
      data: { token_balance: 25 },
    });
    const { status, json, headers } = await call(service(), {
      host,
      method: 'POST',
      path: '/api/nowhere?x=1',
      body: {},
      headers: { origin: ORIGIN },
    });
    expect(status).toBe(404);
    expect(json).toEqual({
      success: false,
      error: 'NOT_FOUND',
      message: 'Route POST /api/nowhere?x=1 not found',
      timestamp: expect.any(String),
    });
    expect(headers).toMatchObject({ 'access-control-allow-origin': ORIGIN });
  });

  it('limits the auth routes', async () => {
    service().set({ authLimit: 1 });
    const first = await signIn(service());
    expect(first.answer.headers).toMatchObject({
      'ratelimit-policy': '1;w=900',
      'ratelimit-limit': '1',
      'ratelimit-remaining': '0',
      'ratelimit-reset': '900',
    });
    const { answer } = await signIn(service());
    expect(answer.status).toBe(429);
    expect(answer.headers).toMatchObject({ 'retry-after': '900' });
    expect(answer.json).toMatchObject({ error: 'AUTH_RATE_LIMIT_EXCEEDED', retryAfter: 900 });
  });

  it('may be told not to be stored, or to be stored on the app host', async () => {
    const path = '/api/auth/v2/health';
    service().set({ noStore: true });
    expect((await call(service(), { path })).headers['cache-control']).toBe('no-store');
    service().set({ noStore: false, sameOriginCache: true });
    expect((await call(service(), { path })).headers).not.toHaveProperty('cache-control');
    const { headers } = await call(service(), { host: 'futureguide.id', path });
    expect(headers['cache-control']).toBe('public, max-age=300, stale-while-revalidate=60');
  });

  it('waits before it looks, so that a token can run out on the way', async () => {
    const token = await service().issue({ lifetimeSeconds: 60 });
    service().set({ latencyMs: 600_000 });
    const answer = call(service(), { path: PROFILE, token });
    await eventually(() => expect(service().log).toHaveLength(1));
    service().set({ clockOffsetSeconds: 61 });
    await eventually(async () => {
      service().release();
      expect(service().log[0]).toMatchObject({ status: 401, code: 'INVALID_TOKEN' });
    });
    expect((await answer).text).toBe(INVALID_TOKEN);
  });

  it('answers as it is told, as often as it is told', async () => {
    const html = '<h1>Bad gateway</h1>';
    const headers = { origin: ORIGIN };
    service().set({
      respondWith: { pathPrefix: PROFILE, status: 502, html, cors: false, times: 1 },
    });
    const first = await call(service(), { path: PROFILE, headers });
    expect([first.status, first.text]).toEqual([502, html]);
    expect(first.headers['content-type']).toMatch('text/html');
    expect(first.headers).not.toHaveProperty('access-control-allow-origin');
    expect((await call(service(), { path: PROFILE, headers })).status).toBe(401);

    const challenge = { 'WWW-Authenticate': 'Bearer error="invalid_token"' };
    service().set({
      respondWith: { pathPrefix: '/api/auth', method: 'GET', status: 401, headers: challenge },
    });
    const empty = await call(service(), { path: PROFILE, headers });
    expect([empty.status, empty.text]).toEqual([401, '']);
    expect(empty.headers).toMatchObject({
      'www-authenticate': challenge['WWW-Authenticate'],
      'access-control-allow-origin': ORIGIN,
    });
    expect((await signIn(service())).answer.status).toBe(200);
  });

  it('has rows of every kind: redirected, cached, without a body', async () => {
    const token = await service().issue();
    const to = 'https://docs.futureguide.id/';
    const redirected = await call(service(), { path: `/api/redirect?to=${to}&status=307` });
    expect(redirected).toMatchObject({ status: 307, headers: { location: to } });
    const path = '/api/auth/schools';
    const cached = await call(service(), { path, token });
    expect(cached.headers['cache-control']).toBe('public, max-age=300');
    const headers = { 'if-none-match': cached.headers.etag ?? '' };
    expect((await call(service(), { path, token, headers })).status).toBe(304);
    expect(await call(service(), { path: '/api/no-content' })).toMatchObject({
      status: 204,
      text: '',
    });
  });

  it('answers a body that is no JSON', async () => {
    const { status, json } = await call(service(), {
      method: 'POST',
      path: '/api/auth/v2/login',
      headers: { 'content-type': 'application/json' },
    });
    expect(status).toBe(400);
    expect(json).toMatchObject({ success: false, error: { code: 'VALIDATION_ERROR' } });
  });
});
