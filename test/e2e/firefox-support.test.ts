import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Firefox, launchFirefox } from '../browser/firefox.ts';
import type { Evaluate } from '../browser/firefox-inside.ts';
import { waitFor } from '../browser/wait.ts';
import { type Service, startService } from '../service/service.ts';
import { openApp, readStored } from './world.ts';

/** Opens a page of ours about the app's tab, as a tab. */
async function openOurs({ inside }: Firefox, path: string): Promise<Evaluate> {
  await waitFor(`${path} to be opened`, () =>
    inside.view('background')<boolean>(`(async () => {
      const [{ id }] = await browser.tabs.query({ url: 'https://futureguide.id/*' });
      await browser.tabs.create({ url: '/${path}?tab=' + id, active: false });
      return true;
    })()`),
  );
  const view = inside.view('tab');
  await waitFor(`${path} to be there`, () =>
    view<boolean>(`location.pathname.endsWith('${path}') && document.body.innerText !== ''`),
  );
  return view;
}

async function waitForText(view: Evaluate, words: RegExp): Promise<void> {
  await waitFor(`it to say ${words}`, async () => {
    const text = await view<string>('document.body.innerText');
    if (!words.test(text)) throw new Error(`it says: ${text}`);
    return true;
  });
}

let service: Service;
let firefox: Firefox;

beforeAll(async () => {
  service = await startService();
  const extensionDir = resolve('dist/firefox');
  firefox = await launchFirefox({ extensionDir, httpsPort: service.httpsPort });
});
afterAll(async () => {
  await firefox.close();
  await service.stop();
});

it('Firefox shows the popup, which renews the session, and the window', async () => {
  const page = await firefox.browser.newPage();
  await openApp(page, 'current', 'signin,submit');
  const popup = await openOurs(firefox, 'src/popup/popup.html');
  await waitForText(popup, /Signed in as .+; the session is good for another .+ can be renewed/);
  const before = (await readStored(page)).entries.futureguide_access_token;
  await popup(`[...document.querySelectorAll('button')]
    .find(({ textContent }) => textContent.includes('Renew session')).click()`);
  await waitForText(popup, /The session is renewed; it is good until/);
  expect((await readStored(page)).entries.futureguide_access_token).not.toBe(before);

  const ours = await openOurs(firefox, 'src/window/window.html');
  await waitFor('the row of the submit', () =>
    ours<boolean>(`[...document.querySelectorAll('[data-request]')]
      .some(({ textContent }) => textContent.includes('/api/assessment/submit'))`),
  );
  await waitForText(ours, /No bodies, no timings/);
});
