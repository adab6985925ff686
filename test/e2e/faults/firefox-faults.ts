import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import type { Fault } from '../../../src/core/faults/fault.ts';
import type { FaultOutcome } from '../../../src/core/faults/outcome.ts';
import { openToolbox, type Toolbox } from '../../browser/firefox.ts';
import { waitFor } from '../../browser/wait.ts';
import type { FirefoxWorld } from '../firefox-world.ts';
import { openApp, readStored } from '../world.ts';

const API = 'https://api.futureguide.id';
const PROFILE = '/api/auth/profile';
const ALL = { path: null, method: null, times: null };

/** Speaks to the background as the devtools page does. */
const CONNECT = `window.lab ??= (() => {
  const port = browser.runtime.connect({ name: 'devtools' });
  const lab = { port, last: 1000000, outcomes: {} };
  port.onMessage.addListener((message) => {
    if ('request' in message) lab.outcomes[message.request] = message.outcome;
  });
  port.postMessage({ type: 'hello', tabId: browser.devtools.inspectedWindow.tabId, after: 1e15 });
  return lab;
})()`;

/** Asks the background for something about faults, and gives back what came of it. */
export async function ask({ evaluate }: Toolbox, message: object): Promise<FaultOutcome> {
  const request = await evaluate<number>(`(${CONNECT}, lab.last += 1,
    lab.port.postMessage({ ...${JSON.stringify(message)}, request: lab.last }), lab.last)`);
  const text = await waitFor('the outcome', () =>
    evaluate<string>(`JSON.stringify(lab.outcomes[${request}] ?? null)`).then((said) =>
      said === 'null' ? null : said,
    ),
  );
  return JSON.parse(text);
}

/** Faults of storage, of requests and of the refresh go on, and off when the toolbox closes. */
export async function expectSameFaults(
  { service, firefox }: FirefoxWorld,
  page: Page,
): Promise<void> {
  await openApp(page, 'v2-before', 'signin');
  const toolbox = await openToolbox(firefox, page);
  const { entries: before, cookies } = await readStored(page);
  const switchOn = (fault: Fault) =>
    ask(toolbox, { type: 'switch-fault', fault, serverOffsetMs: 0 });
  const call = async () => {
    const { length } = service.log;
    await page.evaluate(async (url) => {
      const headers = { Authorization: `Bearer ${window.app.state().token}` };
      await fetch(url, { headers }).catch(() => undefined);
    }, API + PROFILE);
    const arrived = await waitFor('the call', () =>
      service.log.slice(length).find(({ path, method }) => path === PROFILE && method === 'GET'),
    );
    return arrived.authorization;
  };

  expect(await switchOn({ name: 'tamper-payload' })).toMatchObject({ kind: 'on' });
  const [, payload, signature] = (await call())?.split('.') ?? [];
  const [, payloadBefore, signatureBefore] = before.authV2_idToken?.split('.') ?? [];
  expect(payload).not.toBe(payloadBefore);
  expect(signature).toBe(signatureBefore);
  expect(await ask(toolbox, { type: 'undo-fault', fault: null, newer: 'ask' })).toEqual({
    kind: 'undone',
  });
  expect((await readStored(page)).entries).toEqual(before);
  expect((await readStored(page)).cookies).toBe(cookies);

  expect(await switchOn({ name: 'drop-authorization', scope: ALL })).toMatchObject({
    kind: 'on',
  });
  expect(await call()).toBeNull();
  expect(await switchOn({ name: 'fail-refresh', status: 429 })).toMatchObject({ kind: 'on' });
  const refreshed = await page.evaluate(() =>
    window.app.refresh().then(
      () => 'it passed',
      ({ message }: Error) => message,
    ),
  );
  expect(refreshed).toContain('429');

  expect(await switchOn({ name: 'placeholder' })).toMatchObject({ kind: 'on' });
  await toolbox.close();
  await waitFor('the storage as it was', async () => {
    expect((await readStored(page)).entries).toEqual(before);
    return true;
  });
  expect(await call()).toBe(`Bearer ${before.authV2_idToken}`);
}
