import { expect, it } from 'vitest';
import { openToolbox } from '../browser/firefox.ts';
import { allowAsked } from '../browser/firefox-addon.ts';
import { waitFor } from '../browser/wait.ts';
import { LOCAL } from './added-host.ts';
import {
  ask,
  press,
  rowOf,
  STATUS,
  unfoldHeader,
  useFirefox,
  waitForText,
} from './firefox-world.ts';
import { openApp } from './world.ts';

const world = useFirefox(undefined, [new URL(LOCAL).host]);

it('Firefox asks at the click for notifications, tells of a refused session, and no more once that is off', async () => {
  const { service, firefox } = world();
  const { inside } = firefox;
  const background = inside.view('background');
  const page = await firefox.browser.newPage();
  await openApp(page, 'current', 'signin');
  await background(`browser.tabs.create({ url: '/src/options/options.html' }).then(() => {})`);
  const button = '[aria-labelledby="notices"] .acts button';
  const mayNotify = () =>
    background<boolean>(`browser.permissions.contains({ permissions: ['notifications'] })`);
  await waitFor('the options', () =>
    inside.view('tab')<boolean>(`document.querySelector('${button}') !== null`),
  );
  expect(await mayNotify()).toBe(false);
  await inside.click('tab', button);
  await allowAsked(firefox);
  await waitFor('the permission', mayNotify);

  // Where no system is there to show it, it is closed at once.
  await background(`void browser.notifications.onClosed.addListener((id) => {
    globalThis.closedNotice = id;
  })`);
  const body = { success: false, error: 'INVALID_TOKEN', message: 'Invalid or expired token' };
  service.set({ respondWith: { pathPrefix: '/api/auth/profile', status: 401, body } });
  await page.evaluate(() => window.app.fetchProfile());
  await waitFor('the notification', () =>
    background<boolean>(`browser.notifications.getAll().then((shown) =>
      [globalThis.closedNotice, ...Object.keys(shown)].some((id) => id?.startsWith('session-')))`),
  );

  await inside.click('tab', button);
  await waitFor('the permission to be gone', async () => !(await mayNotify()));
  await background(`browser.tabs.query({ url: browser.runtime.getURL('src/options/options.html') })
    .then((tabs) => browser.tabs.remove(tabs.map(({ id }) => id)))`);
  await page.close();
});

it('Firefox asks at the click for a host that is added, shows its session, and lets it go again', async () => {
  const { service, firefox } = world();
  const { inside } = firefox;
  const page = await firefox.browser.newPage();
  const openLocal = async () => {
    await page.goto(`${LOCAL}/?build=current&auto=signin,submit`);
    await page.evaluate(() => window.app.ready);
  };
  await openLocal();
  const toolbox = await openToolbox(firefox, page);
  await page.evaluate(() => window.app.fetchProfile());
  await waitForText(toolbox, /may not read this page, so all you see comes from DevTools/);
  await press(toolbox, 'Add this host…');

  const options = inside.view('tab');
  const showsInOptions = (what: string) => waitFor(what, () => options<boolean>(what));
  await showsInOptions(`document.querySelector('input[type=text]')?.value === '${LOCAL}'`);
  await inside.click('tab', 'input[type=radio]:not(:checked)');
  await inside.click('tab', 'form button[type=submit]');
  await allowAsked(firefox);
  await showsInOptions(`document.querySelector('[data-host="${LOCAL}"] .access.good') !== null`);
  expect(await options<string>(`document.querySelector('[data-host]').dataset.access`)).toBe(
    'full',
  );

  const scripts = `browser.scripting.getRegisteredContentScripts()
    .then((all) => all.filter(({ id }) => id.startsWith('added-hosts-')).length)`;
  await waitFor('its scripts', () => inside.view('background')<number>(scripts));
  await page.bringToFront();
  await openLocal();
  await unfoldHeader(toolbox);
  await waitForText(toolbox, /Can be refreshed/);
  await rowOf(toolbox, '/api/assessment/submit', { outcome: 'accepted', validity: 'valid' });
  const refreshes = () =>
    service.log.filter(({ method, path }) => method === 'POST' && path.endsWith('/refresh')).length;
  const before = refreshes();
  await press(toolbox, 'Force refresh');
  await waitForText(toolbox, /Force refresh: the new token is good/);
  expect(refreshes()).toBe(before + 1);

  // As somebody does on the browser's own page about the add-on.
  await firefox.revokeHosts(['https://localhost/*', 'wss://localhost/*']);
  await showsInOptions(`document.querySelector('[data-host] .access.warn') !== null`);
  await waitForText(toolbox, /Site access is withheld/);
  await inside.chrome(`void (gBrowser.selectedTab = gBrowser.tabs[gBrowser.tabs.length - 1])`);
  await inside.click('tab', '[data-host] .access.warn button');
  await allowAsked(firefox);
  await showsInOptions(`document.querySelector('[data-host] .access.good') !== null`);
  await page.bringToFront();
  await openLocal();
  await ask(page, 'granted-again');
  await rowOf(toolbox, `${STATUS}granted-again`, { outcome: 'accepted' });

  await options(`void document.querySelector('[aria-label="Remove ${LOCAL}"]').click()`);
  await showsInOptions(`document.querySelector('[data-host]') === null`);
  await waitForText(toolbox, /may not read this page/);
  await page.close();
});

it('Firefox takes the question for each address of this computer without TLS, and none is asked of another', async () => {
  const { firefox } = world();
  const { inside } = firefox;
  const options = inside.view('tab');
  const type = (address: string) =>
    options(`((input) => {
      input.value = '${address}';
      input.dispatchEvent(new Event('input', { bubbles: true }));
    })(document.querySelector('form input[type=text]'))`);
  const shows = (what: string) => waitFor(what, () => options<boolean>(what));
  const page = '/src/options/options.html?of-this-test';
  await inside.view('background')(`browser.tabs.create({ url: '${page}' }).then(() => null)`);
  await shows(`location.search === '?of-this-test'`);
  await shows(`document.querySelector('form input[type=text]') !== null`);
  for (const host of ['localhost:3000', 'app.localhost:3000', '127.0.0.1:3000', '[::1]:3000']) {
    await type(host);
    await shows(`document.querySelector('form button[type=submit]:enabled') !== null`);
    await inside.click('tab', 'form button[type=submit]');
    await allowAsked(firefox);
    await shows(`document.querySelector('[data-host="http://${host}"] .access.good') !== null`);
    await shows(`document.querySelector('form input[type=text]').value === ''`);
  }
  await type('http://192.168.1.5:3000');
  await shows(`document.querySelector('form button[type=submit]:disabled') !== null`);
  expect(await options<string>(`document.querySelector('form .address').textContent`)).toMatch(
    /Without https only this computer can be added/,
  );
});
