import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, expect, test } from 'vitest';
import { launchChromium, openDevTools } from './chromium.ts';
import { demoExtension, demoServer } from './demo-extension.ts';
import { launchFirefox, openToolbox } from './firefox.ts';
import { waitFor } from './wait.ts';

const TIMEOUT_MS = 60_000;
const PAGE = 'https://futureguide.id/app';
const API = 'https://api.futureguide.id/status';
const pictures = mkdtempSync(join(tmpdir(), 'futureguide-pictures-'));

afterAll(() => rmSync(pictures, { recursive: true, force: true }));

async function onThePage(browser: Browser): Promise<Page> {
  const [page = await browser.newPage()] = await browser.pages();
  await page.goto(PAGE);
  expect(await page.title()).toBe('futureguide.id/app');
  return page;
}

/** Width and height of a PNG file, in pixels. */
function sizeOf(path: string): [number, number] {
  const png = readFileSync(path);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

/** That the browser's process and its profile are gone. */
function expectNothingLeft(pid: number | undefined, profile: string | undefined): void {
  expect(pid).toBeDefined();
  expect(() => process.kill(pid ?? 0, 0)).toThrow('ESRCH');
  expect(profile).toContain('futureguide-');
  expect(existsSync(profile ?? '')).toBe(false);
}

test(
  'Chromium: real DevTools, our panel, pictures, and a worker that stops',
  async () => {
    await using server = await demoServer();
    using extension = demoExtension('chromium');
    await using chromium = await launchChromium({
      extensionDir: extension.dir,
      httpsPort: server.port,
    });
    const { browser } = chromium;
    const page = await onThePage(browser);
    expect(await (await chromium.worker()).evaluate('heard')).toContain(PAGE);

    const tools = await openDevTools(page, { width: 1280, height: 800, dark: true });
    const panel = await tools.panel();
    await page.evaluate(`fetch('${API}')`);
    const row = await waitFor('a row', () => panel.$('[role=row]'));
    expect(await row.evaluate((el) => el.textContent)).toBe(API);
    await panel.$eval('button', (el) => el.click());
    expect(await panel.$('[data-pressed=yes]')).not.toBeNull();
    expect(await panel.evaluate('chrome.devtools.panels.themeName')).toBe('dark');
    await waitFor('the wide panel', async () => (await panel.evaluate('innerWidth')) === 1280);
    await tools.screenshot(join(pictures, 'wide.png'));
    expect(sizeOf(join(pictures, 'wide.png'))).toEqual([1280, 800]);
    await tools.showOther('network');
    expect(await (await tools.panel()).$('[data-pressed=yes]')).not.toBeNull();
    await tools.close();

    const narrow = { dock: 'right', width: 1280, height: 800, dockSize: 480, dark: false } as const;
    const docked = await openDevTools(page, narrow);
    const narrowPanel = await docked.panel();
    await waitFor('the narrow panel', async () => {
      return Math.abs(Number(await narrowPanel.evaluate('innerWidth')) - 480) <= 1;
    });
    expect(await narrowPanel.evaluate('chrome.devtools.panels.themeName')).toBe('default');

    const born = await (await chromium.worker()).evaluate('born');
    await chromium.stopWorker();
    const bornAgain = await (await chromium.worker()).evaluate('born');
    expect(bornAgain).not.toBe(born);
    expect(await narrowPanel.evaluate('chrome.runtime.sendMessage("born?")')).toBe(bornAgain);

    const profile = browser.process()?.spawnargs.find((arg) => arg.startsWith('--user-data-dir='));
    const pid = browser.process()?.pid;
    await chromium.close();
    expectNothingLeft(pid, profile?.split('=')[1]);
  },
  TIMEOUT_MS,
);

test(
  'Firefox: real toolbox, our panel, host permissions, and no way out',
  async () => {
    await using server = await demoServer();
    using extension = demoExtension('firefox');
    await using firefox = await launchFirefox({
      extensionDir: extension.dir,
      httpsPort: server.port,
    });
    const { browser } = firefox;
    const background = firefox.inside.view('background');
    // A page that is opened before is not heard.
    await waitFor('the background to listen', () => background('Array.isArray(heard)'));
    const page = await onThePage(browser);
    await waitFor('the page to be heard', () => background(`heard.includes('${PAGE}')`));

    const toolbox = await openToolbox(firefox, page);
    await page.evaluate(`fetch('${API}').then(() => {})`);
    expect(await waitFor('a row', () => toolbox.text('[role=row]'))).toBe(API);
    await toolbox.click('button');
    await toolbox.showOther('webconsole');
    await toolbox.showPanel();
    expect(await toolbox.attribute('[role=grid]', 'data-pressed')).toBe('yes');
    await expect(toolbox.text('.absent')).rejects.toThrow('nothing matches .absent');
    await toolbox.screenshot(join(pictures, 'firefox.png'));
    expect(sizeOf(join(pictures, 'firefox.png'))[0]).toBeGreaterThan(400);

    const granted = `browser.permissions.contains({ origins: ['https://api.futureguide.id/*'] })`;
    expect(await background(granted)).toBe(true);
    await firefox.revokeHosts();
    expect(await background(granted)).toBe(false);
    await firefox.grantHosts();
    expect(await background(granted)).toBe(true);

    await toolbox.close();
    await expect(page.goto('https://example.org/')).rejects.toThrow('PROXY');

    const args = browser.process()?.spawnargs ?? [];
    const pid = browser.process()?.pid;
    await firefox.close();
    expectNothingLeft(pid, args[args.indexOf('--profile') + 1]);
  },
  TIMEOUT_MS,
);
