import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { connect } from 'node:tls';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import {
  addHost,
  LOCAL,
  OTHER_PORT,
  openGrantedWorld,
  openOptions,
  STAGING,
} from './added-host.ts';
import { openLab } from './faults/lab.ts';
import { rulesLeft } from './faults/tampered.ts';
import { openPopup, tabOf, waitForPopup } from './popup.ts';
import { setSiteAccess } from './site-access.ts';
import { openPanel, press, readRows, type World, waitForRows, waitForText } from './world.ts';

const STATUS = '/api/assessment/status/';

let world: World;
let options: Page;

beforeAll(async () => {
  world = await openGrantedWorld();
  options = await openOptions(world);
});
afterAll(() => world[Symbol.asyncDispose]());

/** The service on a port of its own without TLS, as a developer's server speaks. */
async function servePlainly({ httpsPort }: World['service']) {
  const server = createServer((plain) => {
    const secure = connect({ host: '127.0.0.1', port: httpsPort, rejectUnauthorized: false });
    plain.pipe(secure).pipe(plain);
    for (const one of [plain, secure])
      one.on('error', () => {
        plain.destroy();
        secure.destroy();
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { origin: `http://localhost:${port}`, close: () => server.close() };
}

async function openAppAt(origin: string): Promise<Page> {
  const page = await world.chrome.browser.newPage();
  await page.goto(`${origin}/?build=current&auto=signin,submit`);
  await page.evaluate(() => window.app.ready);
  return page;
}

/** A request of the page that nothing else makes. */
async function ask(page: Page, name: string): Promise<void> {
  await page.evaluate(async (path) => {
    const headers = { Authorization: `Bearer ${window.app.state().token}` };
    await fetch(`https://api.futureguide.id${path}`, { headers });
  }, `${STATUS}${name}`);
}

it('a host of this computer without TLS is one that a session is told of and refreshed on', async () => {
  const plain = await servePlainly(world.service);
  await addHost(options, { address: plain.origin, access: 'Full access' });
  const page = await openAppAt(plain.origin);
  const popup = await openPopup(world, await tabOf(world, plain.origin));
  await waitForPopup(popup, /Signed in as .+ can be renewed/);
  await popup.close();
  const { tools, frame } = await openPanel(page);
  await waitForRows(frame, '/api/assessment/submit', ([row]) => row?.outcome === 'accepted');
  await press(frame, 'Force refresh');
  await waitForText(frame, /Force refresh: the new token is good/);
  await tools.close();
  await page.close();
  plain.close();
});

it('a permission that is withdrawn in the browser’s own settings is missed at once, and found again', async () => {
  await addHost(options, { address: LOCAL, access: 'Full access' });
  const page = await openAppAt(LOCAL);
  const { frame } = await openPanel(page);
  await waitForRows(frame, '/api/assessment/submit', ([row]) => row?.outcome === 'accepted');
  const card = `[data-host="${LOCAL}"] .access`;
  const popup = await openPopup(world, await tabOf(world, LOCAL));

  await setSiteAccess(world, 'ON_CLICK');
  await waitForText(frame, /Site access is withheld/);
  await waitFor('the options to say so', () => options.$(`${card}.warn`));
  await waitForPopup(popup, /not yet allowed this extension to see/);

  await setSiteAccess(world, 'ON_ALL_SITES');
  await waitFor('the options to say so', () => options.$(`${card}.good`));
  await waitForPopup(popup, /Signed in as/);
  await popup.close();
  await ask(page, 'granted-again');
  await waitForRows(frame, `${STATUS}granted-again`, ([row]) => row?.outcome === 'accepted');
  expect(await readRows(frame)).not.toEqual([]);
  await page.close();
});

it('what is simulated on a host ends with it: when it is taken away, and on a page that is only looked on', async () => {
  await addHost(options, { address: STAGING, access: 'Full access' });
  await addHost(options, { address: OTHER_PORT, access: 'Watch only' });
  const page = await openAppAt(STAGING);
  const { frame, tools } = await openPanel(page);
  const lab = await openLab(frame);
  const stored = () => page.evaluate(() => ({ ...localStorage }));
  const before = await stored();
  expect(await lab.switchOn({ name: 'expire-now' })).toMatchObject({ kind: 'on' });
  expect(await stored()).not.toEqual(before);
  await options.bringToFront();
  await options.locator(`::-p-aria([name="Remove ${STAGING}"][role="button"])`).click();
  await waitFor('the storage to be as it was', async () =>
    isDeepStrictEqual(await stored(), before),
  );
  await waitFor('nothing to be on', async () => (await lab.on()).length === 0);

  await addHost(options, { address: STAGING, access: 'Full access' });
  await page.reload();
  await page.evaluate(() => window.app.ready);
  await page.bringToFront();
  const everywhere = { path: null, method: null, times: null };
  const drop = { name: 'drop-authorization', scope: everywhere } as const;
  expect(await lab.switchOn(drop)).toMatchObject({ kind: 'on' });
  await page.goto(`${OTHER_PORT}/?build=current&auto=signin,submit`);
  await page.evaluate(() => window.app.ready);
  await waitFor('nothing to be on', async () => (await lab.on()).length === 0);
  expect(await rulesLeft(world)).toBe(0);
  await tools.close();
  await page.close();
});

it('what is simulated in keys of a host’s own comes back though its tab was closed', async () => {
  await options.bringToFront();
  await options.locator(`::-p-aria([name="Remove ${STAGING}"][role="button"])`).click();
  await waitFor('the host to be gone', async () => !(await options.$(`[data-host="${STAGING}"]`)));
  const storage = { access: ['session.accessToken'] };
  const profile = { profile: 1, hosts: ['*.staging.futureguide.example'], storage };
  await addHost(options, { address: STAGING, access: 'Full access', profile });
  const page = await openAppAt(STAGING);
  const session = await page.evaluate(() => {
    const text = JSON.stringify({ accessToken: window.app.state().token, theme: 'dark' });
    localStorage.setItem('session', text);
    return text;
  });
  const { frame } = await openPanel(page);
  const lab = await openLab(frame);
  expect(await lab.switchOn({ name: 'expire-now' })).toMatchObject({ kind: 'on' });
  const stored = (from: Page) => from.evaluate(() => localStorage.getItem('session'));
  expect(await stored(page)).not.toBe(session);
  await page.close();
  await waitFor('nothing to be held', async () =>
    (await world.chrome.worker()).evaluate(async () => {
      const scripts = await chrome.scripting.getRegisteredContentScripts({ ids: ['fault-held'] });
      return scripts.length === 0;
    }),
  );
  const again = await openAppAt(STAGING);
  expect(await stored(again)).toBe(session);
  await again.close();
});
