import { describe, expect, it } from 'vitest';
import type { Flag, Outcome, Validity } from '../../src/core/language/stable-words.ts';
import { waitFor } from '../browser/wait.ts';
import { shareWorld } from './share-world.ts';
import { openApp, openPanel, secondsLeft, waitForRows, waitForText } from './world.ts';

const freshTab = shareWorld();
const BALANCE = '/api/auth/token-balance';
const HEADER = btoa('{"alg":"RS256"}');

interface Sent {
  name: string;
  /** `{token}` is replaced by the signed-in user’s; null for no header. */
  header: string | null;
  validity: Validity;
  outcome: Outcome;
  cause: string;
  flag: Flag | null;
}

const refused = (name: string, header: string | null, validity: Validity, cause: string): Sent => ({
  name,
  header,
  validity,
  cause,
  outcome: 'rejected',
  // Without “Bearer …” the gateway asks for a token instead of calling it invalid.
  flag: header?.startsWith('Bearer') ? 'invalid-token' : 'auth-error',
});

const SENT: Sent[] = [
  {
    name: 'good',
    header: 'Bearer {token}',
    validity: 'valid',
    outcome: 'accepted',
    cause: '',
    flag: null,
  },
  refused('quoted', 'Bearer "{token}"', 'valid', 'quoted'),
  refused('undefined', 'Bearer undefined', 'none', 'placeholder'),
  refused('null', 'Bearer null', 'none', 'placeholder'),
  refused('absent', null, 'none', 'missing'),
  refused('scheme', 'Token {token}', 'none', 'wrong-scheme'),
  refused('bare', '{token}', 'none', 'wrong-scheme'),
  refused('damaged', `Bearer ${HEADER}.e30`, 'malformed', 'malformed'),
  refused('no-json', `Bearer ${HEADER}.bm9uc2Vuc2U.x`, 'malformed', 'malformed'),
  refused('opaque', 'Bearer AMf-vBzNotAJwt', 'opaque', 'malformed'),
];

describe('what the page sends as a credential', () => {
  it('is judged by its form, its age and the answer', async () => {
    await using world = await freshTab();
    const { page, service } = world;
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    const expired = await service.issue({ lifetimeSeconds: -60, issuedAgoSeconds: 3_600 });
    const endless = await service.issue({ lifetimeSeconds: null });
    const sent: Sent[] = [
      ...SENT,
      refused('expired', `Bearer ${expired}`, 'expired', 'expired'),
      {
        name: 'endless',
        header: `Bearer ${endless}`,
        validity: 'no-exp',
        cause: '',
        outcome: 'accepted',
        flag: null,
      },
    ];
    await page.evaluate(
      async (path, all) => {
        for (const { name, header } of all) {
          const token = window.app.state().token ?? '';
          const headers = header && { Authorization: header.replace('{token}', token) };
          const url = `https://api.futureguide.id${path}?sent=${name}`;
          await (await fetch(url, headers ? { headers } : {})).text();
        }
      },
      BALANCE,
      sent,
    );
    for (const { name, validity, outcome, cause, flag } of sent) {
      const expected = [
        ...(validity === 'expired' ? ['sent-expired'] : []),
        ...(flag ? [flag] : []),
      ];
      const [row, ...others] = await waitForRows(
        frame,
        `?sent=${name}`,
        ([found]) => found?.outcome === outcome && String(found.flags) === String(expected),
      );
      expect([name, row?.validity, row?.cause]).toEqual([name, validity, cause]);
      expect(others).toEqual([]);
    }
  });
});

describe('a token of somebody else that is sent last and refused', () => {
  it('is not told as the session’s, and whose that is stands beside it', async () => {
    await using world = await freshTab({ tokenLifetimeSeconds: 3_600 });
    const { page, service } = world;
    await openApp(page, 'current', 'signin');
    await page.evaluate(() => window.app.fetchProfile());
    const { frame } = await openPanel(page);
    await waitForText(frame, /zoe\.pratiwi@/);
    const foreign = await service.issue({ user: 'budi', lifetimeSeconds: 3_000 });
    service.blacklist(foreign);
    await page.evaluate(
      async (path, token) => {
        const headers = { Authorization: `Bearer ${token}` };
        await (await fetch(`https://api.futureguide.id${path}`, { headers })).text();
      },
      BALANCE,
      foreign,
    );
    await waitForText(
      frame,
      /zoe\.pratiwi@\S+\s+Last token: budi\.santoso@.*\s+Refused\s+· expires in\s+\d+:\d\d/s,
    );
    expect(await frame.$('[aria-label="Token sent last"]')).not.toBeNull();
    await page.evaluate(() => window.app.fetchProfile());
    await waitForText(frame, /zoe\.pratiwi@\S+\s+Auth V2\s+\w{8}\s+\d+:\d\d\s+left/);
    expect(await frame.$('[aria-label="Current token"]')).not.toBeNull();
  });
});

describe('what lies in storage', () => {
  it('is seen at once however it was written, and told apart from what is sent', async () => {
    await using world = await freshTab({ tokenLifetimeSeconds: 3_600 });
    const { page, service } = world;
    await openApp(page, 'current', 'signin');
    await page.evaluate(() => window.app.fetchProfile());
    const { frame } = await openPanel(page);
    await waitForText(frame, /Can be refreshed/);
    const text = await waitForText(frame, /zoe\.pratiwi@/);
    expect(text).not.toMatch(/Storage holds/);

    const copy = await service.issue({ lifetimeSeconds: 1_200 });
    await page.evaluate((idToken) => {
      const user = JSON.parse(localStorage.getItem('futureguide_user_data') ?? '{}');
      localStorage.futureguide_user_data = JSON.stringify({ ...user, idToken });
    }, copy);
    await waitForText(frame, /Storage holds a different token.*futureguide_user_data\.idToken/s);
    expect(await secondsLeft(frame)).toBeGreaterThan(1_200);

    const next = await service.issue({ user: 'budi', lifetimeSeconds: 600 });
    await page.evaluate((token) => {
      localStorage.futureguide_access_token = token;
    }, next);
    await waitForText(frame, /budi\.santoso@.*In storage, not sent/s);
    await waitFor('its countdown', async () => Number(await secondsLeft(frame)) <= 600);

    await page.evaluate(() => localStorage.removeItem('futureguide_refresh_token'));
    await waitForText(frame, /Storage holds no refresh token/);
    await page.evaluate(() => localStorage.clear());
    const over = await waitForText(frame, /Signed out\s+Last token: zoe\.pratiwi@/);
    expect(over.match(/signed (out|in)/gi)).toEqual(['Signed out']);
  });
});
