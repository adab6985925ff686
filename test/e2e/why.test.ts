import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import { shareWorld } from './share-world.ts';
import { clickRow, openApp, openPanel, openTab, press, secondsLeft, waitForRows } from './world.ts';

const freshTab = shareWorld();
const STATUS = '/api/assessment/status/';
const BALANCE = '/api/auth/token-balance';
const API = 'https://api.futureguide.id';
const INVALID_TOKEN = {
  success: false,
  error: 'INVALID_TOKEN',
  message: 'Invalid or expired token',
};

const token = (page: Page) => page.evaluate(() => window.app.state().token ?? '');

function selected(frame: Frame): Promise<string | null> {
  return frame.evaluate(
    () =>
      document.querySelector<HTMLElement>('[role=row][aria-selected=true]')?.dataset.request ??
      null,
  );
}

function textOf(frame: Frame, selector: string): Promise<string> {
  return waitFor(`${selector} to say something`, async () => {
    const text = await frame.evaluate((at) => document.querySelector(at)?.textContent, selector);
    return text?.trim() || undefined;
  });
}

/** Follows the link inside what the selector finds, and says which row it led to. */
async function follow(frame: Frame, selector: string): Promise<string> {
  const to = await waitFor(`the link in ${selector}`, () =>
    frame.evaluate((at) => {
      const link = document.querySelector<HTMLElement>(`${at} [data-to]`);
      link?.click();
      return link?.dataset.to;
    }, selector),
  );
  await waitFor('the row to be selected', async () => (await selected(frame)) === to);
  return to;
}

describe('the cause of a refusal', () => {
  it('is the clock where this computer’s is late, and countdown and header go by the server’s', async () => {
    await using world = await freshTab({
      clockOffsetSeconds: 40,
      tokenLifetimeSeconds: 4,
      pollSeconds: 0.4,
      assessmentSeconds: 600,
    });
    await openApp(world.page, 'v2-before', 'signin,submit,poll');
    const { frame } = await openPanel(world.page);
    const rows = await waitForRows(frame, STATUS, (all) =>
      all.some(({ cause, text }) => cause === 'clock-skew' && text.includes('certain')),
    );
    const skewed = rows.find(({ cause }) => cause === 'clock-skew');
    expect(skewed).toMatchObject({ validity: 'expired', outcome: 'rejected' });
    expect(await secondsLeft(frame)).toBeLessThan(0);
    expect(await textOf(frame, '.server-clock')).toMatch(
      /^Server clock (?:39\.\d|40(?:\.\d)?) s ahead \(±\d(?:\.\d)? s, api\.futureguide\.id, \d+ answers\): set this computer’s clock$/,
    );
    await clickRow(frame, skewed?.request ?? '');
    expect(await textOf(frame, '.banner')).toMatch(/The two clocks differ/);
  });

  it('is an older token, with the refresh that replaced it one click away', async () => {
    await using world = await freshTab({ rotateAccess: true });
    const { page } = world;
    await openApp(page, 'current', 'signin,profile');
    const { frame } = await openPanel(page);
    const old = await token(page);
    await page.evaluate(() => window.app.refresh());
    const send = (bearer: string) =>
      page.evaluate(
        (url, sent) =>
          fetch(url, { headers: { Authorization: `Bearer ${sent}` } }).then(() => undefined),
        `${API}/api/auth/profile`,
        bearer,
      );
    // The service takes the new one, and then no longer the old, which some keys still hold.
    await send(await token(page));
    expect(await textOf(frame, '.note.stored summary')).toBe('Old token in storage');
    await send(old);
    const rows = await waitForRows(frame, '/api/auth/profile', (all) =>
      all.some(({ cause, text }) => cause === 'superseded' && text.includes('likely')),
    );
    await clickRow(frame, rows.find(({ cause }) => cause === 'superseded')?.request ?? '');
    expect(await textOf(frame, '.banner')).toMatch(/^Refused\. Likely cause: a newer token/);
    // What is to be done stands above what can be tried.
    expect(await frame.$('.banner .row-probe')).toBeNull();
    expect(await textOf(frame, '.verdict-body .row-probe')).toMatch(/Test this token/);
    const led = await follow(frame, '.banner [data-evidence="newer-token"]');
    const [refresh] = await waitForRows(frame, '/api/auth/v2/refresh', (all) => all.length === 1);
    expect(led).toBe(refresh?.request);
    await clickRow(frame, rows.find(({ cause }) => cause === 'superseded')?.request ?? '');
    expect(await openTab(frame, 'Chain')).toMatch(/Refreshed by the app/);

    expect(await frame.$('.identity .owner')).toBeNull();

    // Something writes it back.
    await page.evaluate(
      (newer, older) => {
        for (const [key, value] of Object.entries(localStorage))
          localStorage.setItem(key, value.replaceAll(newer, older));
      },
      await token(page),
      old,
    );
    expect(await textOf(frame, '.identity .owner')).toBe('Old token in storage');
  });
});

describe('“Test this token”', () => {
  it('says that the token is the reason, where it is refused again', async () => {
    await using world = await freshTab();
    const { page, service } = world;
    await openApp(page, 'v2-before', 'signin,submit');
    const { frame } = await openPanel(page);
    service.blacklist(await token(page));
    await page.evaluate(() => window.app.pollOnce());
    const [refused] = await waitForRows(frame, STATUS, (all) => all.at(-1)?.cause === 'unknown');
    await clickRow(frame, refused?.request ?? '');
    expect(await textOf(frame, '.banner')).toMatch(/the reason cannot be seen from here/);
    expect(await textOf(frame, '.actions .primary')).toBe('Test this token');
    expect(service.log.filter(({ path }) => path === BALANCE)).toEqual([]);

    await press(frame, 'Test this token');
    expect(await textOf(frame, '.row-probe [data-probe="refused"]')).toMatch(/the token itself/);
    expect(
      service.log.filter(({ path, method }) => path === BALANCE && method === 'GET'),
    ).toHaveLength(1);
    const [probe] = await waitForRows(frame, BALANCE, (all) => all[0]?.outcome === 'rejected');
    expect(probe?.text).toMatch(/by debugger/);
    await waitFor('the evidence', () => frame.$('[data-evidence="probe-refused"]'));
    expect(await follow(frame, '.banner [data-evidence="probe-refused"]')).toBe(probe?.request);
  });

  it('says that the route or the service was the reason, where it is accepted', async () => {
    await using world = await freshTab({
      respondWith: { pathPrefix: STATUS, method: 'GET', status: 401, body: INVALID_TOKEN },
    });
    const { page } = world;
    await openApp(page, 'v2-before', 'signin,submit');
    const { frame } = await openPanel(page);
    await page.evaluate(() => window.app.pollOnce());
    const [refused] = await waitForRows(frame, STATUS, (all) => all.at(-1)?.cause === 'unknown');
    await press(frame, 'Test this token');
    expect(await textOf(frame, '.credential [data-probe="accepted"]')).toMatch(/takes this token/);
    await clickRow(frame, refused?.request ?? '');
    expect(await textOf(frame, '.row-probe [data-probe="accepted"]')).toMatch(
      /the reason, not the token\./,
    );
    await waitFor('the evidence', () => frame.$('[data-evidence="probe-accepted"]'));
    expect(await frame.$('[data-evidence="possible-revoked"]')).toBeNull();
  });
});

describe('the whole recording', () => {
  it('has findings whose requests are one click away, a job that fails, and its numbers', async () => {
    await using world = await freshTab({
      tokenLifetimeSeconds: 4,
      pollSeconds: 0.4,
      assessmentSeconds: 600,
      refreshAheadSeconds: 300,
    });
    await openApp(world.page, 'v2-before', 'signin,submit,poll');
    const { frame } = await openPanel(world.page);
    const list = '[role=list][aria-label="Findings"]';
    await waitFor('the finding', () => frame.$(`${list} [data-finding="expired-token-sent"]`));
    const led = await follow(frame, `${list} [data-finding="expired-token-sent"]`);
    const isLed = ({ request }: { request: string }) => request === led;
    const rows = await waitForRows(frame, STATUS, (all) => all.some(isLed));
    expect(rows.find(isLed)?.flags).toContain('sent-expired');

    await press(frame, 'Close detail');
    await frame.evaluate(() => document.querySelector<HTMLElement>('[data-tab="health"]')?.click());
    expect(await textOf(frame, '[data-job][data-result="fail"]')).toMatch(/Failed.*refused/);
    expect(await textOf(frame, '.measures')).toMatch(/INVALID_TOKEN.*goal < 0\.1%, alert > 1%/);
    await follow(frame, '[data-job][data-result="fail"]');
    expect(await frame.$$('[role=grid]')).toHaveLength(1);
    expect(await frame.$$('[role=timer]')).toHaveLength(1);
  });

  it('shows that the fix works: the job passes', async () => {
    await using world = await freshTab({
      tokenLifetimeSeconds: 6,
      pollSeconds: 0.4,
      assessmentSeconds: 6,
      refreshAheadSeconds: 4,
    });
    await openApp(world.page, 'v2-after', 'signin,submit,poll');
    const { frame } = await openPanel(world.page);
    expect(await textOf(frame, '[data-job][data-result="pass"]')).toMatch(/Passed.*refresh/);
  });

  it('is saved as a report that holds no token', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'report-'));
    await using world = await freshTab();
    const { page, chrome } = world;
    await openApp(page, 'current', 'signin,submit');
    const { frame } = await openPanel(page);
    await waitForRows(frame, '/api/assessment/submit', (all) => all[0]?.outcome === 'accepted');
    const browser = await chrome.browser.target().createCDPSession();
    const saved = { behavior: 'allow' as const, downloadPath: folder };
    await browser.send('Browser.setDownloadBehavior', saved);
    await press(frame, 'Export');
    const text = await waitFor('the report', () => readFile(join(folder, 'report.json'), 'utf8'));
    const told = JSON.parse(text) as { schema: number; requests: { url: string }[] };
    expect(told).toMatchObject({ schema: 1, source: { kind: 'panel' } });
    expect(told.requests.some(({ url }) => url.endsWith('/api/assessment/submit'))).toBe(true);
    expect(text).not.toContain((await token(page)).split('.')[2]);
    await rm(folder, { recursive: true });
  });
});
