import type { Frame } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import { shareWorld } from './share-world.ts';
import {
  openApp,
  openDetail,
  openPanel,
  openTab,
  press,
  readGrid,
  readRows,
  waitForRows,
  waitForText,
} from './world.ts';

const freshTab = shareWorld();
const API = 'https://api.futureguide.id';
const SCHOOLS = '/api/auth/schools';
const CHATS = '/api/chatbot/conversations';

/** How many requests the status bar, a chip, or a sentence in place of the rows speaks of. */
async function countIn(frame: Frame, selector: string, pattern: RegExp): Promise<number> {
  const said = await frame.$$eval(selector, (found) => found.map((it) => it.textContent).join(' '));
  return Number(pattern.exec(said)?.[1] ?? Number.NaN);
}

describe('the rows of an app’s ordinary day', () => {
  it('are those of the API from the start, one an exchange, and whole after a change of address', async () => {
    await using world = await freshTab();
    const { page, service } = world;
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    await page.reload();
    await page.evaluate(() => window.app.ready);
    await page.evaluate(() => window.app.fetchProfile());
    await waitForRows(frame, '/api/auth/profile', (rows) => rows.length > 0);

    const ofApi = await readRows(frame);
    expect(ofApi.filter(({ text }) => text.includes('/app/'))).toEqual([]);
    const chip = (name: string) =>
      countIn(frame, '.filter-chips .chip', new RegExp(`\\b${name}(\\d+)`));
    const shown = await waitFor('bar and chips to count what the list shows', async () => {
      const said = await countIn(frame, '.status-bar', /^(\d+) requests?, /);
      const held = await frame.$eval('[role=grid]', (grid) => grid.getAttribute('data-requests'));
      const inList = (await readRows(frame)).length;
      const [api, all] = [await chip('API'), await chip('All')];
      if (said !== inList || api !== inList || all !== Number(held) || all <= api)
        throw new Error(`bar ${said}, API ${api} of ${all}, ${inList} in the list, ${held} held`);
      return inList;
    });
    await frame.type('[role=searchbox]', 'status:5xx');
    await waitForText(frame, new RegExp(`“status:5xx” hides all ${shown} requests`));
    expect(await countIn(frame, '.status-bar', /0 of (\d+) shown/)).toBe(shown);
    await press(frame, 'Clear filter');
    await press(frame, 'API');
    const scripts = await waitForRows(
      frame,
      '/app/',
      (rows) => rows.length > 0 && rows.every(({ outcome }) => outcome !== 'pending'),
    );
    for (const { text, outcome } of scripts)
      expect([text, outcome]).toEqual([expect.stringMatching(/No token needed/), 'accepted']);
    const kept = await waitFor('the choice to be kept', () =>
      frame.evaluate(async () => {
        const { settings } = await chrome.storage.local.get('settings');
        return settings as { apiOnly?: boolean } | undefined;
      }),
    );
    expect(kept.apiOnly).toBe(false);
    await press(frame, 'API');
    await waitFor('the scripts to go', async () => {
      const rows = await readRows(frame);
      return rows.every(({ text }) => !text.includes('/app/'));
    });

    await page.evaluate(async (url) => {
      const headers = { Authorization: `Bearer ${window.app.state().token}` };
      for (let k = 0; k < 3; k += 1)
        await (await fetch(url, { headers, cache: 'no-cache' })).text();
    }, API + SCHOOLS);
    const asked = service.log.filter(({ method, path }) => method === 'GET' && path === SCHOOLS);
    expect(asked).toHaveLength(3);
    const schools = await waitForRows(
      frame,
      SCHOOLS,
      (rows) =>
        rows.length >= 3 && rows.filter(({ status }) => status === '304 cached').length === 2,
    );
    expect(schools.map(({ status }) => status)).toEqual(['200', '304 cached', '304 cached']);

    await page.evaluate(async (url) => {
      const headers = { Authorization: `Bearer ${window.app.state().token}` };
      for (let k = 0; k < 4; k += 1) {
        await fetch(`${url}?k=${k}`, { headers }).then((answer) => answer.text());
        history.pushState(null, '', `/dashboard?k=${k}`);
      }
    }, API + CHATS);
    const chats = await waitForRows(
      frame,
      CHATS,
      (rows) => rows.length === 4 && rows.every(({ outcome }) => outcome === 'accepted'),
    );
    for (const row of chats) {
      await openDetail(frame, row);
      await openTab(frame, 'Response');
      await waitForText(frame, /Conversations retrieved successfully/);
    }
  });

  it('name a logout as the reason of the sign-out, not the refetch that was refused after it', async () => {
    await using world = await freshTab();
    const { page } = world;
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    await page.evaluate(async (url) => {
      await window.app.signOut();
      await fetch(url).catch(() => undefined);
      location.href = '/auth';
    }, `${API}/api/auth/profile`);
    const markers = await waitFor('the sign-out', async () => {
      const rows = await readGrid(frame);
      const texts = rows.map(({ texts }) => texts.join(' '));
      return texts.some((text) => /Signed out/.test(text)) ? texts : null;
    });
    expect(markers.filter((text) => /signed out by the app after/i.test(text))).toEqual([]);
    expect(markers.join('\n')).toMatch(/Signed out by a logout, POST \S*\/logout/);
    await waitForText(frame, /Signed out\s+Last token: zoe/);
  });
});
