import { execFileSync } from 'node:child_process';
import type { Frame, Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/core/token/fingerprint.ts';
import { waitFor } from '../browser/wait.ts';
import {
  type GridRow,
  openApp,
  openDetail,
  openPanel,
  openTab,
  openWorld,
  press,
  type World,
  waitForRows,
  waitForText,
} from './world.ts';

const PROFILE = '/api/auth/profile';

const token = (page: Page) => page.evaluate(() => window.app.state().token ?? '');

/** A panel on a session whose profile was asked for with a first token and, refreshed, with a second. */
async function openRefreshed({ page }: World) {
  await openApp(page, 'current', 'signin');
  await page.evaluate(() => window.app.fetchProfile());
  const { frame, tools } = await openPanel(page);
  const first = await token(page);
  await page.evaluate(() => window.app.refresh());
  await page.evaluate(() => window.app.fetchProfile());
  const second = await token(page);
  expect(second).not.toBe(first);
  const rows = await waitForRows(frame, PROFILE, (all) => {
    const last = all.at(-1);
    return last?.outcome === 'accepted' && last.text.includes(fingerprint(second));
  });
  return { frame, tools, rows, first, second };
}

let world: World;
let refreshed: Awaited<ReturnType<typeof openRefreshed>>;

beforeAll(async () => {
  world = await openWorld();
  refreshed = await openRefreshed(world);
});
afterAll(() => world?.[Symbol.asyncDispose]());
beforeEach(async () => {
  const { frame, rows } = refreshed;
  const detail = () => frame.$('[aria-label="Detail"]');
  if (await detail()) await press(frame, 'Close detail');
  await waitFor('the detail to go', async () => (await detail()) === null);
  await openDetail(frame, rows.at(-1) as GridRow);
  await openTab(frame, 'Verdict');
});

/** What stands on the clipboard, as somebody who pastes it sees it. */
async function pasted({ chrome }: World): Promise<string> {
  const page = await chrome.browser.newPage();
  await page.setContent('<textarea autofocus></textarea>');
  await page.bringToFront();
  await page.focus('textarea');
  const protocol = await page.createCDPSession();
  await protocol.send('Input.dispatchKeyEvent', {
    type: 'keyDown',
    key: 'v',
    commands: ['paste'],
  });
  const text = await waitFor('the paste', () => page.$eval('textarea', ({ value }) => value));
  await page.close();
  return text;
}

async function chooseCopy(frame: Frame, id: string): Promise<void> {
  const item = await waitFor(`the copy “${id}”`, async () => {
    if (!(await frame.$('[role=menu]'))) await press(frame, 'Copy');
    return frame.$(`[role=menuitem][data-copy="${id}"]`);
  });
  await item.evaluate((element) => (element as unknown as HTMLElement).click());
}

const isCopied = (frame: Frame) =>
  waitFor('it to be said', () =>
    frame.$eval('.copy-menu [role=status]', ({ textContent }) => textContent === 'Copied'),
  );

describe('the detail', () => {
  it('goes from tab to tab by the keyboard, and keeps the tab for the next row', async () => {
    const { frame, tools, rows } = refreshed;
    const { keyboard } = tools.devtools;
    const selected = () =>
      frame.$eval('.detail [role=tab][aria-selected=true]', (tab) => ({
        name: tab.textContent,
        isFocused: tab === document.activeElement,
        shown: document.querySelector('.detail [role=tabpanel]')?.getAttribute('aria-label'),
      }));
    const at = (name: string) => ({ name, isFocused: true, shown: name });
    await frame.focus('.detail [role=tab][aria-selected=true]');
    expect(await selected()).toEqual(at('Verdict'));
    for (const [key, name] of [
      ['ArrowRight', 'Token'],
      ['End', 'Chain'],
      ['ArrowRight', 'Verdict'],
      ['ArrowLeft', 'Chain'],
      ['ArrowLeft', 'Response'],
    ] as const) {
      await keyboard.press(key);
      await waitFor(`the tab “${name}”`, async () => (await selected()).name === name);
      expect(await selected()).toEqual(at(name));
    }
    await openDetail(frame, rows[0] as GridRow);
    expect((await selected()).name).toBe('Response');
  });

  it('says what each claim means, hides who somebody is, and what a refresh changed', async () => {
    const { frame, rows, first } = refreshed;
    const text = await openTab(frame, 'Token');
    expect(text).toMatch(/exp.*From this moment on the token is not accepted/);
    expect(text).toMatch(/in \d+\s(h|min).*after it was sent/);
    expect(text).toMatch(/sign_in_provider.*How the user signed in/);
    expect(text).toContain('Signatures are not checked');
    expect(text).not.toContain('@');
    await press(frame, 'Show personal data');
    await waitFor('the e-mail address', () =>
      frame.$eval('[data-claim=email]', ({ textContent }) => textContent?.includes('@')),
    );
    const changed = await frame.$$eval('.changes tr', (all) =>
      all.map(({ textContent }) => textContent ?? ''),
    );
    expect(changed).toContainEqual(expect.stringMatching(/^exp.* later$/));
    expect(changed).toContainEqual(expect.stringMatching(/^iat.* later$/));
    await openDetail(frame, rows[0] as GridRow);
    await waitFor('the first token, which replaced none', async () => {
      const shown = await frame.$eval('.detail', ({ textContent }) => textContent ?? '');
      if (await frame.$('.changes')) throw new Error(`the detail says: ${shown}`);
      return shown.includes(first.split('.', 2).join('.'));
    });
    expect(await openTab(frame, 'Chain')).toMatch(/this row.*Refreshed by the app.*current token/);
  });
});

describe('a copy', () => {
  it('as cURL runs once TOKEN is set, and gives nothing away', async () => {
    const { frame, second } = refreshed;
    await chooseCopy(frame, 'curl');
    await isCopied(frame);
    const command = await pasted(world);
    expect(command).toContain("curl 'https://api.futureguide.id/api/auth/profile'");
    expect(command).not.toContain('eyJ');
    const curl = 'curl() { printf "%s\\n" "$@"; }; ';
    const env = { ...process.env, TOKEN: second };
    const given = execFileSync('sh', ['-c', curl + command], { env, encoding: 'utf8' });
    expect(given.toLowerCase()).toContain(`authorization: bearer ${second}`.toLowerCase());
  });

  it('holds the whole token only where that is asked for twice', async () => {
    const { frame, second } = refreshed;
    await chooseCopy(frame, 'unsigned');
    await isCopied(frame);
    const unsigned = await pasted(world);
    expect(unsigned.split('.', 2)).toEqual(second.split('.', 2));
    expect(unsigned).not.toContain(second.split('.')[2]);
    await chooseCopy(frame, 'token');
    await waitForText(frame, /Click again: this is a secret/);
    expect(await pasted(world)).toBe(unsigned);
    await chooseCopy(frame, 'token');
    await isCopied(frame);
    expect(await pasted(world)).toBe(second);
  });

  it('that the browser refuses is said, and the text handed over', async () => {
    const { frame, tools } = refreshed;
    await frame.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('denied'));
      document.execCommand = () => false;
    });
    await chooseCopy(frame, 'markdown');
    const dialog = await waitFor('the dialog', () => frame.$('dialog[open]'));
    expect(await dialog.evaluate(({ textContent }) => textContent)).toMatch(
      /did not let this panel copy/,
    );
    const selected = await frame.$eval('dialog textarea', (field) =>
      field.value.slice(field.selectionStart, field.selectionEnd),
    );
    expect(selected).toMatch(/^### Token verdict\n.*api\/auth\/profile/s);
    await frame.focus('dialog textarea');
    await tools.devtools.keyboard.press('Escape');
    await waitFor('the dialog to close', async () => !(await frame.$('dialog[open]')));
    expect(await frame.$('[aria-label="Detail"]')).not.toBeNull();
  });
});
