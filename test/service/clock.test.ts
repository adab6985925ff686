import { decodeJwt } from 'jose';
import { expect, it } from 'vitest';
import { call } from './client.ts';
import { signIn, useService } from './use-service.ts';

const service = useService();
const HOUR_SECONDS = 3600;

/** Seconds between a time and this computer's now. */
const aheadSeconds = (time: number) => (time - Date.now()) / 1000;

it.each([-2 * HOUR_SECONDS, 2 * HOUR_SECONDS])(
  'moves Date, timestamp and iat together by %i s',
  async (clockOffsetSeconds) => {
    service().set({ clockOffsetSeconds });
    const { answer, data } = await signIn(service());
    const { timestamp } = answer.json as { timestamp: string };
    const times = [
      Date.parse(answer.headers.date ?? ''),
      Date.parse(timestamp),
      (decodeJwt(data.idToken).iat ?? 0) * 1000,
    ];
    // Within half an hour of two: that it moved, whatever the machine's speed.
    for (const time of times) {
      expect(Math.abs(aheadSeconds(time) - clockOffsetSeconds)).toBeLessThan(HOUR_SECONDS / 2);
    }
    const path = '/api/auth/profile';
    expect((await call(service(), { path, token: data.idToken })).status).toBe(200);
  },
);

it('judges by its own clock', async () => {
  const token = await service().issue({ lifetimeSeconds: HOUR_SECONDS });
  const status = async () => (await call(service(), { path: '/api/auth/profile', token })).status;
  expect(await status()).toBe(200);
  service().set({ clockOffsetSeconds: HOUR_SECONDS });
  expect(await status()).toBe(401);
  service().set({ clockOffsetSeconds: HOUR_SECONDS / 2 });
  expect(await status()).toBe(200);
});

it('gives tokens the life that the switch says', async () => {
  service().set({ tokenLifetimeSeconds: 5 });
  for (const kind of ['v1', 'v2', 'admin'] as const) {
    const { exp = 0, iat = 0 } = decodeJwt(await service().issue({ kind }));
    expect(exp - iat).toBe(5);
  }
});

it('issues what is asked for', async () => {
  const claims = decodeJwt(
    await service().issue({
      user: 'budi',
      lifetimeSeconds: null,
      issuedAgoSeconds: -120,
      notBeforeInSeconds: 60,
      claims: { role: 'tester' },
    }),
  );
  expect(claims).toMatchObject({ email: 'budi.santoso@siswa.example', role: 'tester' });
  expect(claims).not.toHaveProperty('exp');
  expect((claims.iat ?? 0) - (claims.nbf ?? 0)).toBe(60);
  await expect(service().issue({ user: 'nobody@example' })).rejects.toThrow(
    'Nobody is called "nobody@example" here.',
  );
});
