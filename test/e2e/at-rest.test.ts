import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { filesWith } from '../browser/find-on-disk.ts';
import { temporaryProfile } from '../browser/profile.ts';
import { waitFor } from '../browser/wait.ts';
import { openLab } from './faults/lab.ts';
import { openOwnWindow } from './own-window.ts';
import { openPopup, tabOf, waitForPopup } from './popup.ts';
import {
  APP,
  openApp,
  openPanel,
  openWorld,
  press,
  type World,
  waitForRows,
  waitForText,
} from './world.ts';

const API = 'https://api.futureguide.id';

/** What went through requests alone: no app keeps it anywhere. */
interface Passing {
  password: string;
  token: string;
  refreshToken: string;
}

/** Signs somebody up, asks for the profile and refreshes, and keeps nothing of it in the page. */
function passThrough(page: Page, password: string): Promise<Passing> {
  return page.evaluate(
    async (api, secret) => {
      const post = async (path: string, body: object) => {
        const answer = await fetch(`${api}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        return answer.json();
      };
      const email = 'lewat@siswa.example';
      const { data } = await post('/api/auth/v2/register', { email, password: secret });
      await fetch(`${api}/api/auth/profile`, {
        headers: { authorization: `Bearer ${data.idToken}` },
      });
      const { refreshToken } = data;
      const refreshed = await post('/api/auth/v2/refresh', { refreshToken });
      await fetch(`${api}/api/auth/profile`, {
        headers: { authorization: `Bearer ${refreshed.data.idToken}x` },
      });
      return { password: secret, token: refreshed.data.idToken, refreshToken };
    },
    API,
    password,
  );
}

const signature = (token: string) => token.split('.')[2] ?? '';

/** Looks at a session in every page of ours, and saves its report into a folder. */
async function lookEverywhere(world: World, folder: string): Promise<void> {
  const { browser, extensionId } = world.chrome;
  const tabId = await tabOf(world, APP);
  await waitForPopup(await openPopup(world, tabId), /The session of .+ ended/);
  for (const page of ['options/options', 'welcome/welcome']) {
    const opened = await browser.newPage();
    await opened.goto(`chrome-extension://${extensionId}/src/${page}.html`);
    await opened.waitForSelector('main');
  }
  const frame = await openOwnWindow(world, tabId, '#report');
  await frame.waitForSelector('iframe.preview');
  const session = await frame.page().createCDPSession();
  await session.send('Page.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await press(frame, 'Save futureguide-report.html');
  await waitFor('the saved page', () => existsSync(join(folder, 'futureguide-report.html')));
}

describe('what lies on the disk of a browser that was killed', () => {
  it('holds no password, token or refresh token that only went through requests', async () => {
    const profile = temporaryProfile('at-rest');
    try {
      const world = await openWorld({ build: 'v2-before' }, { userDataDir: profile.dir });
      const control = randomBytes(24).toString('base64url');
      const password = randomBytes(18).toString('base64url');
      await openApp(world.page, 'v2-before', 'signin');
      const { frame } = await openPanel(world.page);
      const secrets = await passThrough(world.page, password);
      await waitForRows(frame, '/api/auth/profile', (rows) => rows.length >= 2);
      await (await openLab(frame)).switchOn({ name: 'expire-now' });
      await press(frame, 'Export');
      await lookEverywhere(world, profile.dir);
      await world.page.evaluate((value) => localStorage.setItem('control', value), control);

      await waitFor('what the page keeps to be on disk', () => {
        return filesWith(control, profile.dir).length > 0;
      });
      world.chrome.browser.process()?.kill('SIGKILL');
      await world[Symbol.asyncDispose]();
      expect(filesWith(control, profile.dir)).not.toEqual([]);
      expect(filesWith(secrets.password, profile.dir)).toEqual([]);
      expect(filesWith(signature(secrets.token), profile.dir)).toEqual([]);
      expect(filesWith(secrets.refreshToken, profile.dir)).toEqual([]);
    } finally {
      await profile.remove();
    }
  });
});

/** An event of the browser's own log of its network. */
interface NetEvent {
  params?: { url?: string; initiator?: string };
}

function requestsIn(log: string): { url: string; initiator: string }[] {
  const { events }: { events: NetEvent[] } = JSON.parse(readFileSync(log, 'utf8'));
  return events.flatMap(({ params }) =>
    params?.url && params.initiator ? [{ url: params.url, initiator: params.initiator }] : [],
  );
}

describe('the extension', () => {
  it('makes no request of its own, whatever is done in panel and popup, and could make none', async () => {
    const folder = temporaryProfile('net-log');
    const log = join(folder.dir, 'net-log.json');
    try {
      const world = await openWorld(
        { build: 'v2-before' },
        { extraArgs: [`--log-net-log=${log}`] },
      );
      const { page, chrome } = world;
      await openApp(page, 'v2-before', 'signin,submit,poll');
      const { frame } = await openPanel(page);
      await waitForRows(frame, '/api/assessment/status/', (rows) => rows.length > 0);
      await press(frame, 'Force refresh');
      await waitForText(frame, /refreshed/i);
      await press(frame, 'Export');
      const popup = await chrome.browser.newPage();
      await popup.goto(`chrome-extension://${chrome.extensionId}/src/popup/popup.html`);
      const tried = await popup.evaluate(
        (url) =>
          fetch(url).then(
            () => 'sent',
            () => 'refused',
          ),
        `${API}/api/auth/v2/health`,
      );
      expect(tried).toBe('refused');
      await world[Symbol.asyncDispose]();

      const all = requestsIn(log);
      expect(all.some(({ initiator }) => initiator.startsWith('https://futureguide.id'))).toBe(
        true,
      );
      const own = all.filter(
        ({ url, initiator }) =>
          initiator.includes(chrome.extensionId) && /^(https?|wss?):/.test(url),
      );
      expect(own).toEqual([]);
    } finally {
      await folder.remove();
    }
  });
});
