import { describe, expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import type { Switches } from '../service/switches.ts';
import { expectBurstKept, expectJumpsKept, expectStopsSurvived } from './lose-no-row.ts';
import { shareWorld } from './share-world.ts';
import {
  APP,
  type GridRow,
  openApp,
  openPanel,
  openWorld,
  readGrid,
  waitForRows,
  waitForText,
} from './world.ts';

const freshTab = shareWorld();
const STATUS = '/api/assessment/status/';

describe('a 401 followed at once by a jump to /auth', () => {
  it.each<[Switches['onRefusal'], number]>([
    ['auth-xhr', 3],
    ['auth-fetch-unread', 2],
    ['auth-fetch-read', 2],
  ])('leaves each row, all invalid-token (%s, %i times)', async (onRefusal, times) => {
    await using world = await freshTab({ onRefusal, assessmentSeconds: 600 });
    await expectJumpsKept(world, times);
  });
});

describe('rows survive', () => {
  it('reload and navigation, and say where the page changed', async () => {
    await using world = await freshTab();
    const { page } = world;
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    await page.evaluate(() => window.app.fetchProfile());
    await page.reload();
    await page.evaluate(() => window.app.ready);
    await page.evaluate(() => window.app.fetchProfile());
    await page.goto(`${APP}/dashboard`);
    await page.evaluate(() => window.app.ready);
    await page.evaluate(() => window.app.fetchProfile());
    const asked = world.service.log.filter(
      ({ method, path }) => method === 'GET' && path === '/api/auth/profile',
    );
    await waitForRows(
      frame,
      '/api/auth/profile',
      (rows) => rows.length === asked.length && rows.every(({ outcome }) => outcome === 'accepted'),
    );
    await waitFor('a mark at each change of the page', async () => {
      const rows = await readGrid(frame);
      return rows.filter(({ data }) => !data.request && !data.socket).length >= 3;
    });
  });

  it('the back/forward cache, whose pages are still heard', async () => {
    await using world = await freshTab({ csp: false });
    const { page } = world;
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    await page.evaluate(() => window.app.fetchProfile());
    await page.evaluate(() => {
      window.addEventListener('pageshow', ({ persisted }) => {
        document.title = persisted ? 'restored' : 'loaded';
      });
    });
    await page.goto('https://docs.futureguide.id/');
    await page.goBack();
    await waitFor('the page to come back', async () => (await page.title()) === 'restored');
    const token = await page.evaluate(() => window.app.state().token ?? '');
    world.service.blacklist(token);
    await page.evaluate(() => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', 'https://api.futureguide.id/api/auth/token-balance');
      xhr.setRequestHeader('Authorization', `Bearer ${window.app.state().token}`);
      xhr.send();
    });
    const [row] = await waitForRows(frame, '/api/auth/token-balance', (rows) =>
      rows.some(({ flags }) => flags.includes('invalid-token')),
    );
    expect(row?.outcome).toBe('rejected');
    await waitForText(frame, /back\/forward cache/i);
  });
});

describe('the recording begins before anyone looks', () => {
  it('with requests from before DevTools and before the panel was shown', async () => {
    await using world = await freshTab();
    const { page } = world;
    await openApp(page, 'v2-before', 'signin,submit');
    world.service.set({ tokenLifetimeSeconds: 1 });
    await page.evaluate(() => window.app.signIn());
    const pollRefused = async () => {
      await waitFor('a refusal', async () => {
        const { status } = await page.evaluate(() => window.app.pollOnce());
        return status === 401;
      });
      // The first may have expired on its way; this one certainly was expired when it left.
      await page.evaluate(() => window.app.pollOnce());
    };
    await pollRefused();
    const beforeDevTools = world.service.log.filter(
      ({ method, path }) => method === 'GET' && path.startsWith(STATUS),
    ).length;
    const { tools, frame } = await openPanel(page);
    const isJudged = ({ cause, flags }: GridRow) =>
      cause === 'expired' && flags.join(' ') === 'sent-expired invalid-token';
    await waitForRows(
      frame,
      STATUS,
      (rows) => rows.length === beforeDevTools && rows.slice(-1).some(isJudged),
    );

    await tools.showOther('network');
    await pollRefused();
    const again = await tools.panel();
    await waitForRows(again, STATUS, (rows) => rows.length === beforeDevTools + 2);
  });

  it('and loses nothing when the idle background worker is stopped before DevTools is open', async () => {
    await using world = await openWorld();
    await expectStopsSurvived(world, 2);
  });

  it('and loses nothing when the worker is stopped during traffic with DevTools open', async () => {
    await using world = await freshTab();
    const { page, chrome } = world;
    await openApp(page, 'current', 'signin,submit');
    const { frame } = await openPanel(page);
    for (let k = 0; k < 10; k += 1) {
      await page.evaluate(() => window.app.pollOnce());
      await chrome.stopWorker();
    }
    const rows = await waitForRows(
      frame,
      STATUS,
      (found) => found.length === 10 && found.every(({ outcome }) => outcome !== 'pending'),
    );
    expect(rows.map(({ outcome, validity }) => [outcome, validity])).toEqual(
      rows.map(() => ['accepted', 'valid']),
    );
  });

  it('and loses no row of a burst of 150', async () => {
    await using world = await freshTab();
    await expectBurstKept(world, 150);
  });
});
