import { expect } from 'vitest';
import type { StorageFault } from '../../../src/core/faults/fault.ts';
import { waitFor } from '../../browser/wait.ts';
import { APP, type OpenPanel, openApp, openPanel, readStored, type World } from '../world.ts';
import { type OpenLab, openLab } from './lab.ts';

const BALANCE = '/api/auth/token-balance';
const FAULT: StorageFault = { name: 'tamper-signature' };
const DROP = {
  name: 'drop-authorization',
  scope: { path: null, method: null, times: null },
} as const;

export interface Tampered extends AsyncDisposable {
  world: World;
  panel: OpenPanel;
  lab: OpenLab;
  before: Record<string, string>;
}

/** A signed-in page whose stored token is tampered with and whose requests lose theirs. */
export async function tampered(world: World): Promise<Tampered> {
  await waitFor('no rule to be left', async () => (await rulesLeft(world)) === 0);
  const { page } = world;
  await openApp(page, 'current', 'signin');
  const { entries: before } = await readStored(page);
  const panel = await openPanel(page);
  const lab = await openLab(panel.frame);
  expect((await lab.switchOn(FAULT)).kind).toBe('on');
  expect((await lab.switchOn(DROP)).kind).toBe('on');
  const close = () => world[Symbol.asyncDispose]();
  return { world, panel, lab, before, [Symbol.asyncDispose]: close };
}

/** What the storage holds as the first script of the site's next page in this tab finds it. */
export async function firstScriptSees({ page }: World): Promise<Record<string, string>> {
  await page.setRequestInterception(true);
  page.once('request', (request) =>
    request.respond({
      contentType: 'text/html',
      body: '<!doctype html><script>first = { ...localStorage }</script>',
    }),
  );
  await page.goto(`${APP}/`);
  await page.setRequestInterception(false);
  return page.evaluate(() => (window as unknown as { first: Record<string, string> }).first);
}

export async function expectPutBack(
  world: World,
  before: Record<string, string>,
  patience: { timeoutMs?: number } = {},
): Promise<void> {
  const isBack = async () => {
    expect((await readStored(world.page)).entries).toEqual(before);
    return true;
  };
  await waitFor('the storage as it was', isBack, patience);
}

export async function expectRequestsUntouched({ page, service }: World): Promise<void> {
  const { length } = service.log;
  await page.evaluate(async (url) => {
    await fetch(url, { headers: { Authorization: 'Bearer of-the-page' } });
  }, `https://api.futureguide.id${BALANCE}`);
  const call = await waitFor('the call', () =>
    service.log.slice(length).find(({ path, method }) => path === BALANCE && method === 'GET'),
  );
  expect(call.authorization).toBe('Bearer of-the-page');
}

export async function rulesLeft({ chrome }: World): Promise<number> {
  const worker = await chrome.worker();
  return worker.evaluate(
    async () => (await globalThis.chrome.declarativeNetRequest.getSessionRules()).length,
  );
}

/** The page of the browser's own on which extensions are switched off and updated. */
async function onExtensionsPage({ chrome }: World, what: 'disable' | 'update'): Promise<void> {
  const page = await chrome.browser.newPage();
  await page.goto('chrome://extensions');
  await page.evaluate(
    (id, isUpdate) => {
      const { developerPrivate, management } = globalThis.chrome as unknown as {
        developerPrivate: { reload(id: string, options: object): Promise<void> };
        management: { setEnabled(id: string, enabled: boolean): Promise<void> };
      };
      return isUpdate
        ? developerPrivate.reload(id, { failQuietly: true })
        : management.setEnabled(id, false);
    },
    chrome.extensionId,
    what === 'update',
  );
  await page.close();
}

/** What was tampered with is put back though the extension goes. */
export async function expectPutBackAfter(
  { world, before }: Tampered,
  what: 'disable' | 'update',
): Promise<void> {
  await onExtensionsPage(world, what);
  await world.page.bringToFront();
  await expectPutBack(world, before);
  await expectRequestsUntouched(world);
}
