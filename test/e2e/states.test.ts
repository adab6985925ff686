import { describe, expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import { shareWorld } from './share-world.ts';
import { setSiteAccess } from './site-access.ts';
import {
  EXTENSION_DIR,
  openApp,
  openPanel,
  openWorld,
  panelText,
  press,
  secondsLeft,
  waitForRows,
  waitForText,
} from './world.ts';

const freshTab = shareWorld();
describe('the panel says where it is', () => {
  it('on a tab that is not FutureGuide, and on one that is but still quiet', async () => {
    await using world = await freshTab();
    const { page, service } = world;
    await page.goto('about:blank');
    const { frame } = await openPanel(page);
    await waitForText(frame, /This tab is not FutureGuide[\s\S]*This tab is not watched/);
    expect(await frame.$('[aria-label="Force refresh"]')).toBeNull();
    await page.goto(`https://localhost:${service.httpsPort}/api/auth/v2/health`);
    await waitForText(frame, /This tab is not FutureGuide/);
    await page.goto('https://docs.futureguide.id/');
    await waitForText(frame, /No call to the API yet/);
    await press(frame, 'Show all');
    await waitForRows(frame, 'docs.futureguide.id', (rows) => rows.length > 0);
    expect(await panelText(frame)).not.toMatch(/This tab is not FutureGuide/);
    await press(frame, 'Clear');
    await waitForText(frame, /Waiting for requests to FutureGuide.*Reload the page/s);
    expect(await panelText(frame)).not.toMatch(/sign in to the app/);
  });

  it('while site access is withheld, and goes on once it is granted', async () => {
    await using world = await openWorld();
    const { page } = world;
    await setSiteAccess(world, 'ON_CLICK');
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    await waitForText(frame, /Site access is withheld.*Grant access/s);
    // DevTools tells of requests all the same; the notice and its button must not go with them.
    await page.evaluate(() => window.app.fetchProfile());
    await waitForRows(frame, '/api/auth/profile', (rows) => rows.length > 0);
    await waitForText(frame, /Site access is withheld.*Grant access/s);
    await setSiteAccess(world, 'ON_ALL_SITES');
    await waitFor('the notice to go', async () => !/withheld/.test(await panelText(frame)));
    await page.reload();
    await waitForText(frame, /Can be refreshed/);
    await press(frame, 'Clear');
    await waitForText(frame, /In storage, not sent in this recording/);
    await setSiteAccess(world, 'ON_CLICK');
    await waitForText(frame, /Last seen in storage/);
    expect(await panelText(frame)).not.toMatch(/Can be refreshed/);
  });
});

describe('the panel', () => {
  it('is heard again after an update of the extension, and the page notices nothing', async () => {
    await using world = await openWorld();
    const { page, service, chrome } = world;
    await openApp(page, 'v2-before', 'signin');
    await openPanel(page);
    const errors: unknown[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await chrome.browser.installExtension(EXTENSION_DIR);
    // Chromium closes DevTools in which an extension that goes has a panel.
    await waitFor('DevTools to close', async () => !(await page.hasDevTools()));

    // The hooks of before are still in the page; a refusal makes them speak.
    service.blacklist(await page.evaluate(() => window.app.state().token ?? ''));
    expect((await page.evaluate(() => window.app.fetchProfile())).status).toBe(200);
    await page.evaluate(() => localStorage.setItem('token', 'changed'));
    const { frame } = await openPanel(page);
    await waitForText(frame, /Reload the page to connect it|The page is not connected yet/i);
    await page.evaluate(() => window.app.fetchProfile());
    await waitForRows(frame, '/api/auth/profile', (rows) => rows.at(-1)?.outcome === 'accepted');
    await page.reload();
    await waitForText(frame, /Can be refreshed/);
    expect(errors).toEqual([]);
  });

  it('counts down by the clock, not by its own ticks', async () => {
    await using world = await freshTab({ tokenLifetimeSeconds: 3_600 });
    const { page } = world;
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    const first = await waitFor('a countdown', () => secondsLeft(frame));
    expect(first).toBeLessThanOrEqual(3_600);
    await waitFor('it to tick', async () => Number(await secondsLeft(frame)) < first - 1);
    // A computer that slept for 55 minutes, then for another 10.
    const letPass = (minutes: number) =>
      frame.evaluate((ms) => {
        const { now } = Date;
        Date.now = () => now() + ms;
      }, minutes * 60_000);
    await letPass(55);
    await waitFor('the countdown after 55 minutes', async () => {
      const left = Number(await secondsLeft(frame));
      return left > 0 && left <= 300;
    });
    await waitForText(frame, /expiring/);
    await letPass(10);
    await waitFor('a negative countdown', async () => Number(await secondsLeft(frame)) < 0);
    await waitForText(frame, /expired/);
  });

  it('goes by the keyboard: arrows, Enter, and Esc, which leaves the drawer shut', async () => {
    await using world = await freshTab();
    const { page } = world;
    await openApp(page, 'current', 'signin,submit');
    const { frame, tools } = await openPanel(page);
    const { keyboard } = tools.devtools;
    await press(frame, 'Clear');
    for (let k = 0; k < 3; k += 1) await page.evaluate(() => window.app.pollOnce());
    const rows = await waitForRows(frame, '/api/assessment/status/', ({ length }) => length === 3);
    const focused = () =>
      frame.evaluate(() => (document.activeElement as HTMLElement).dataset.request ?? null);
    const opened = () =>
      frame.evaluate(
        () =>
          document.querySelector('[aria-label="Detail"]') &&
          document.querySelector<HTMLElement>('[aria-selected="true"]')?.dataset.request,
      );
    const isDrawerOpen = () =>
      tools.devtools.evaluate(`(async () => {
        const UI = await import('devtools://devtools/bundled/ui/legacy/legacy.js');
        return UI.InspectorView.InspectorView.instance().drawerVisible();
      })()`);

    await frame.focus(`[data-request="${rows[1]?.request}"]`);
    await keyboard.press('ArrowUp');
    await waitFor('the row above', async () => (await focused()) === rows[0]?.request);
    await keyboard.press('ArrowDown');
    await waitFor('the row below', async () => (await focused()) === rows[1]?.request);
    await keyboard.press('Enter');
    await waitFor('its detail', async () => (await opened()) === rows[1]?.request);
    await keyboard.press('ArrowDown');
    await waitFor('the next detail', async () => (await opened()) === rows[2]?.request);
    await keyboard.press('Escape');
    await waitFor('the detail to go', async () => (await opened()) === null);
    expect(await isDrawerOpen()).toBe(false);
    await waitFor('the focus to be back', async () => (await focused()) === rows[2]?.request);
    await keyboard.press('Escape');
    await waitFor('the drawer, which is DevTools’ own', isDrawerOpen);
  });
});
