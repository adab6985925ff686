import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import { type Call, call } from './client.ts';
import { RESIDENTS } from './people.ts';
import { resetCodeFor } from './routes/auth-v2.ts';
import { signIn, useService } from './use-service.ts';

const service = useService();
const ISO_TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const { email, password, displayName } = RESIDENTS.zoe;

const post = (path: string, body: unknown, more: Partial<Call> = {}) =>
  call(service(), { method: 'POST', path, body, ...more });

describe('auth v2', () => {
  it('signs in with a token shaped as Firebase shapes it', async () => {
    const { answer, data } = await signIn(service());
    expect(answer.json).toEqual({
      success: true,
      data: {
        uid: data.uid,
        email,
        displayName,
        idToken: data.idToken,
        refreshToken: expect.stringMatching(/^AMf-[\w-]{100,}$/),
        expiresIn: '3600',
      },
      message: 'Login successful using auth v2',
      timestamp: ISO_TIME,
    });
    const claims = decodeJwt(data.idToken);
    expect(decodeProtectedHeader(data.idToken)).toMatchObject({ alg: 'RS256', typ: 'JWT' });
    expect(claims).toMatchObject({
      iss: `https://securetoken.google.com/${claims.aud}`,
      sub: data.uid,
      user_id: data.uid,
      name: displayName,
      email,
      email_verified: true,
      auth_time: claims.iat,
      firebase: { identities: { email: [email] }, sign_in_provider: 'password' },
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(3600);
    expect(data.uid).toHaveLength(28);
    expect(data.idToken.length).toBeGreaterThan(500);
    expect(data.idToken.split('.')[1]).toMatch(/[-_]/);
  });

  it('refuses a wrong password', async () => {
    const answer = await post('/api/auth/v2/login', { email, password: 'wrong' });
    expect(answer.status).toBe(401);
    expect(answer.json).toEqual({
      success: false,
      error: { code: 'UNAUTHORIZED', message: 'Invalid email or password' },
      message: 'Operation failed',
      timestamp: ISO_TIME,
    });
  });

  it('registers', async () => {
    const account = { email: 'siti@siswa.example', password: 'awan-putih', displayName: 'Siti' };
    const answer = await post('/api/auth/v2/register', account);
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({ data: { email: account.email, createdAt: ISO_TIME } });
    const again = await post('/api/auth/v2/register', account);
    expect(again).toMatchObject({ status: 409, json: { error: { code: 'EMAIL_EXISTS' } } });
    const weak = await post('/api/auth/v2/register', { ...account, password: 'x' });
    expect(weak.json).toMatchObject({ error: { code: 'WEAK_PASSWORD' } });
  });

  it('signs out with a bearer only, and ends every session of the user', async () => {
    const here = (await signIn(service())).data;
    const elsewhere = (await signIn(service())).data;
    const path = '/api/auth/v2/logout';
    const bare = await post(path, { refreshToken: here.refreshToken });
    expect(bare.status).toBe(401);
    expect(bare.json).toMatchObject({
      error: { code: 'UNAUTHORIZED', message: 'Authorization header is required' },
    });
    const answer = await post(path, {}, { token: here.idToken });
    const message = 'Logout successful using auth v2';
    expect(answer.json).toEqual({ success: true, data: null, message, timestamp: ISO_TIME });
    for (const { refreshToken } of [here, elsewhere]) {
      const refused = await post('/api/auth/v2/refresh', { refreshToken });
      expect(refused.json).toMatchObject({ error: { code: 'INVALID_REFRESH_TOKEN' } });
    }
    const token = here.idToken;
    expect((await call(service(), { path: '/api/auth/profile', token })).status).toBe(200);
  });

  it.each(['/api/auth/v2/logout', '/api/auth/logout'])(
    'blacklists the token of %s when told so',
    async (path) => {
      service().set({ logoutBlacklists: true });
      const token = await service().issue();
      expect((await post(path, {}, { token })).status).toBe(200);
      expect((await call(service(), { path: '/api/auth/profile', token })).status).toBe(401);
    },
  );

  it('lets a password be forgotten', async () => {
    expect((await post('/api/auth/v2/forgot-password', { email })).json).toMatchObject({
      success: true,
      data: null,
    });
    const path = '/api/auth/v2/reset-password';
    const wrong = await post(path, { oobCode: 'wrong', newPassword: 'bunga-merah' });
    expect(wrong.json).toMatchObject({ error: { code: 'INVALID_OOB_CODE' } });
    const newPassword = 'bunga-merah';
    expect((await post(path, { oobCode: resetCodeFor(email), newPassword })).status).toBe(200);
    const answer = await post('/api/auth/v2/login', { email, password: newPassword });
    expect(answer.status).toBe(200);
  });
});

describe('auth v1', () => {
  it('signs in with an HS256 token', async () => {
    const { answer, data } = await signIn(service(), 'v1');
    expect(answer.json).toEqual({
      success: true,
      message: 'Login successful',
      data: { user: expect.objectContaining({ id: UUID, email }), token: data.token },
    });
    expect(decodeProtectedHeader(data.token)).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(decodeJwt(data.token)).toEqual({
      id: UUID,
      email,
      tokenBalance: 25,
      type: 'user',
      aud: 'fg-services',
      iss: 'fg-auth-service',
      iat: expect.any(Number),
      exp: expect.any(Number),
    });
  });

  it('accepts a username, and refuses in the shape of a service', async () => {
    const path = '/api/auth/login';
    expect((await post(path, { username: 'zoe.pratiwi', password })).status).toBe(200);
    expect(await post(path, { email, password: 'wrong' })).toMatchObject({
      status: 401,
      json: { success: false, error: { code: 'INVALID_CREDENTIALS' } },
    });
    expect((await post(path, {})).status).toBe(400);
  });

  it('registers, changes a password, signs out', async () => {
    const account = { username: 'wayan', email: 'wayan@siswa.example', password: 'laut-tenang' };
    const registered = await post('/api/auth/register', account);
    expect(registered.status).toBe(201);
    const { token } = (registered.json as { data: { token: string } }).data;
    const change = { currentPassword: account.password, newPassword: 'laut-biru' };
    expect((await post('/api/auth/change-password', change, { token })).status).toBe(200);
    const again = await post('/api/auth/change-password', change, { token });
    expect(again.json).toMatchObject({ error: { code: 'INVALID_PASSWORD' } });
    expect((await post('/api/auth/logout', {}, { token })).json).toEqual({
      success: true,
      message: 'Logout successful',
    });
    expect((await call(service(), { path: '/api/auth/profile', token })).status).toBe(200);
  });
});

describe('the profile', () => {
  it('is the same for v1 and v2, under the UUID', async () => {
    const tokens = [(await signIn(service(), 'v1')).data.token, await service().issue()];
    for (const token of tokens) {
      const { json } = await call(service(), { path: '/api/auth/profile', token });
      expect(json).toEqual({
        success: true,
        message: 'Success',
        data: {
          user: {
            id: UUID,
            username: 'zoe.pratiwi',
            email,
            user_type: 'user',
            is_active: true,
            token_balance: 25,
            last_login: ISO_TIME,
            created_at: ISO_TIME,
            profile: null,
          },
        },
      });
    }
  });

  it('can be changed', async () => {
    const token = await service().issue();
    const body = { full_name: 'Zoë A. Pratiwi', ignored: 1 };
    await call(service(), { method: 'PUT', path: '/api/auth/profile', token, body });
    const { json } = await call(service(), { path: '/api/auth/profile', token });
    expect(json).toMatchObject({
      data: { user: { profile: { user_id: UUID, full_name: body.full_name } } },
    });
  });
});
