import type { Frame, Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import type { Service } from '../service/service.ts';
import type { Switches } from '../service/switches.ts';
import { isRefreshDisabled, REFRESH, refreshCalls } from './refresh-calls.ts';
import { shareWorld } from './share-world.ts';
import {
  openApp,
  openPanel,
  press,
  readStored,
  releaseHeld,
  waitForRows,
  waitForText,
} from './world.ts';

const freshTab = shareWorld();
type Ending = [refresh: Switches['refresh'], says: RegExp, outcome: string];

/** No two neighbours say the same, so that none is taken for the one before it. */
const ENDINGS: Ending[] = [
  ['500', /nothing was changed.*\(500\)/i, 'failed'],
  ['nonsense', /nothing was changed.*no usable token/i, 'accepted'],
  ['503', /nothing was changed.*\(503\)/i, 'failed'],
  ['empty', /nothing was changed.*no usable token/i, 'accepted'],
];

/** After these another one could only fail. */
const FINAL_ENDINGS: [...Ending, reason: string][] = [
  [
    '401',
    /force refresh was refused.*nothing was changed/i,
    'rejected',
    'Refresh token no longer accepted: sign in again before',
  ],
  [
    '401-expired',
    /force refresh was refused.*has expired/i,
    'rejected',
    'Refresh token no longer accepted: sign in again before',
  ],
  ['429', /wait 15 min.*nothing was changed/i, 'unknown', 'Too many refreshes: wait until'],
];

function arrivals(service: Service, count: number): Promise<unknown> {
  return waitFor(`${count} refreshes at the service`, () => refreshCalls(service).length === count);
}

/** Within a minute of the last one the panel asks; the answer is yes. */
async function pressAgain(frame: Frame): Promise<void> {
  await press(frame, 'Force refresh');
  await press(frame, 'Refresh anyway');
}

function facts(frame: Frame): Promise<string | null> {
  return frame.$eval('.facts', ({ textContent }) => textContent);
}

async function storedRefreshToken(page: Page): Promise<string | undefined> {
  return (await readStored(page)).entries.futureguide_refresh_token;
}

describe('a forced refresh that fails', () => {
  it('changes nothing, says so, and can be tried again', async () => {
    await using world = await freshTab();
    const { page, service } = world;
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    const before = await readStored(page);

    for (const [index, [refresh, says, outcome]] of ENDINGS.entries()) {
      service.set({ refresh });
      if (index === 0) await press(frame, 'Force refresh');
      else await pressAgain(frame);
      await waitForText(frame, says);
      expect(await facts(frame)).toContain('Can be refreshed');
      await waitForRows(
        frame,
        REFRESH,
        (found) =>
          found.length === index + 1 &&
          found.at(-1)?.outcome === outcome &&
          // The browser may tell of a request before the page tells whose it is.
          found.every(({ text }) => /by debugger/i.test(text)),
      );
      expect(await readStored(page), refresh).toEqual(before);
      expect(refreshCalls(service).length).toBe(index + 1);
    }

    await page.setOfflineMode(true);
    await pressAgain(frame);
    await waitForText(frame, /The refresh got no answer.*may be spent/);
    expect(await readStored(page)).toEqual(before);
    expect(refreshCalls(service).length).toBe(ENDINGS.length);

    await page.setOfflineMode(false);
    service.set({ refresh: 'ok' });
    await pressAgain(frame);
    await waitForText(frame, /Force refresh: the new token/);
    expect(refreshCalls(service).at(-1)?.body).toEqual({
      refreshToken: before.entries.futureguide_refresh_token,
    });
  });
});

describe('a forced refresh that could only fail again', () => {
  it.each(FINAL_ENDINGS)(
    'is not offered after %s, and Health says so',
    async (refresh, says, outcome, reason) => {
      await using world = await freshTab();
      const { page, service } = world;
      await openApp(page, 'current', 'signin');
      const { frame } = await openPanel(page);
      await page.evaluate(() => window.app.fetchProfile());
      const before = await readStored(page);
      service.set({ refresh });
      await press(frame, 'Force refresh');
      await waitForText(frame, says);
      await waitForRows(frame, REFRESH, ([row]) => row?.outcome === outcome);
      await waitFor('the reason', async () => (await facts(frame))?.includes(reason));
      expect(await facts(frame)).not.toContain('Can be refreshed');
      expect(await isRefreshDisabled(frame)).toBe(true);
      expect(await readStored(page)).toEqual(before);
      const tone = () =>
        frame.$eval('[data-tab="health"]', (tab) =>
          tab.querySelector('[data-icon]')?.getAttribute('data-icon'),
        );
      await waitFor('a mark that is not green', async () =>
        ['cross', 'warning'].includes((await tone()) ?? ''),
      );

      if (outcome !== 'rejected') return;
      // The token is good still, but nothing follows it.
      await waitForText(frame, /Cannot be refreshed\s+· expires in/);
      await waitFor('the finding', () => frame.$('[data-finding="refresh-failing"]'));
      // Another refresh token may be good.
      service.set({ refresh: 'ok' });
      await page.evaluate(() => {
        localStorage.setItem('futureguide_refresh_token', 'AMf-from-elsewhere');
      });
      await waitFor('the button to work', async () => !(await isRefreshDisabled(frame)));
    },
  );
});

describe('a forced refresh is not sent', () => {
  it('in Auth V1 and when nobody is signed in, and the button says why', async () => {
    await using world = await freshTab();
    const { page, service } = world;
    await openApp(page, 'v1', 'signin');
    const { frame } = await openPanel(page);
    await waitForText(frame, /Auth V1 tokens cannot be refreshed/);
    expect(await isRefreshDisabled(frame)).toBe(true);
    await page.evaluate(() => window.app.signOut());
    await frame.waitForSelector('[aria-label="Force refresh"][title^="Nothing to refresh"]');
    expect(await isRefreshDisabled(frame)).toBe(true);
    await openApp(page, 'current', 'signin');
    await waitFor('the button to work', async () => !(await isRefreshDisabled(frame)));
    await page.evaluate(() => window.app.signOut());
    await frame.waitForSelector('[aria-label="Force refresh"][title^="Nothing to refresh"]');
    expect(await isRefreshDisabled(frame)).toBe(true);
    expect(service.log.filter(({ path }) => path.includes('refresh'))).toEqual([]);
  });

  it.each(['this', 'another'])('while the app itself refreshes in %s tab', async (which) => {
    await using world = await freshTab();
    const { page, service, chrome } = world;
    await openApp(page, 'v2-before', 'signin');
    const other = which === 'this' ? page : await chrome.browser.newPage();
    if (other !== page) await openApp(other, 'v2-before');
    const { frame } = await openPanel(page);
    const before = await readStored(page);
    service.set({ latencyMs: 600_000 });
    await other.evaluate(() => void window.app.refresh());
    await arrivals(service, 1);
    await press(frame, 'Clear');
    await press(frame, 'Force refresh');
    await waitForText(frame, /app itself is refreshing/i);
    expect(refreshCalls(service).length).toBe(1);

    service.set({ latencyMs: 0 });
    await releaseHeld(service);
    const ofApp = await waitFor('the end of the app’s own', async () => {
      const stored = await readStored(page);
      return stored.cookies === before.cookies ? null : stored;
    });
    await press(frame, 'Force refresh');
    await waitForText(frame, /Force refresh: the new token/);
    expect((await readStored(page)).cookies).not.toBe(ofApp.cookies);
    expect(refreshCalls(service).length).toBe(2);
  });

  it('twice within a minute unless the user says so', async () => {
    await using world = await freshTab();
    const { page, service } = world;
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    await press(frame, 'Force refresh');
    await waitForText(frame, /Force refresh: the new token/);
    const first = await storedRefreshToken(page);

    await press(frame, 'Force refresh');
    await waitForText(frame, /Refresh again\?/);
    await press(frame, 'Cancel');
    await waitFor('the question to go', async () => !(await frame.$('[role=alertdialog]')));
    expect(refreshCalls(service).length).toBe(1);
    expect(await storedRefreshToken(page)).toBe(first);

    await pressAgain(frame);
    await waitFor('another token', async () => (await storedRefreshToken(page)) !== first);
    expect(refreshCalls(service).map(({ status }) => status)).toEqual([200, 200]);
  });
});

describe('a forced refresh that is under way', () => {
  it('writes nothing when the app has stored other tokens meanwhile', async () => {
    await using world = await freshTab();
    const { page, service } = world;
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    service.set({ latencyMs: 600_000 });
    await press(frame, 'Force refresh');
    await arrivals(service, 1);
    const changed = await page.evaluate(() => {
      localStorage.setItem('futureguide_refresh_token', 'AMf-from-elsewhere');
      return { ...localStorage };
    });
    service.set({ latencyMs: 0 });
    await releaseHeld(service);
    await waitForText(frame, /nothing was written.*other tokens meanwhile/i);
    expect((await readStored(page)).entries).toEqual(changed);
    await waitForRows(frame, REFRESH, ([row]) => row?.outcome === 'accepted');
  });

  it('ends well though DevTools is closed at once', async () => {
    await using world = await freshTab();
    const { page, service } = world;
    await openApp(page, 'v2-before', 'signin');
    const { tools, frame } = await openPanel(page);
    const before = (await readStored(page)).entries;
    service.set({ latencyMs: 600_000 });
    await press(frame, 'Force refresh');
    await tools.close();
    await arrivals(service, 1);
    service.set({ latencyMs: 0 });
    await releaseHeld(service);
    const after = await waitFor('the new token in storage', async () => {
      const { entries } = await readStored(page);
      return entries.refreshToken === before.refreshToken ? null : entries;
    });
    expect(after.authV2_idToken).not.toBe(before.authV2_idToken);
    expect(await page.evaluate(async () => (await window.app.refresh()).status)).toBe(200);
    const reopened = await openPanel(page);
    const rows = await waitForRows(
      reopened.frame,
      REFRESH,
      (found) => found.length === 2 && found.some(({ text }) => /by debugger/i.test(text)),
    );
    expect(rows.map(({ text }) => /by debugger/i.test(text))).toEqual([true, false]);
  });
});
