import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryProfile } from '../../browser/profile.ts';
import { waitFor } from '../../browser/wait.ts';
import { shareWorld } from '../share-world.ts';
import { openApp, openWorld, readStored, type World } from '../world.ts';
import {
  expectPutBack,
  expectPutBackAfter,
  expectRequestsUntouched,
  firstScriptSees,
  rulesLeft,
  tampered,
} from './tampered.ts';

const freshTab = shareWorld();

/** Chromium writes localStorage into a log of LevelDB a second after it was changed. */
function isOnDisk(profile: string): boolean {
  const dir = join(profile, 'Default', 'Local Storage', 'leveldb');
  return readdirSync(dir)
    .filter((name) => name.endsWith('.log'))
    .some((name) => readFileSync(join(dir, name)).includes('futureguide-tokens.fault'));
}

/** As the user reloads a page that has crashed: puppeteer has lost it. */
async function reloadTabs({ chrome }: World): Promise<void> {
  const worker = await chrome.worker();
  await waitFor('the page to be there again', () =>
    worker.evaluate(async () => {
      const tabs = await globalThis.chrome.tabs.query({ url: 'https://futureguide.id/*' });
      const isLoaded = async (id: number) => {
        await globalThis.chrome.tabs.reload(id);
        return globalThis.chrome.tabs.sendMessage(id, { type: 'read-storage' });
      };
      return tabs.length === 1 && isLoaded(tabs[0]?.id ?? -1);
    }),
  );
}

describe('a fault is undone', () => {
  it('before the first script of a page, when the browser was killed and starts again at once', async () => {
    const profile = temporaryProfile('faults');
    try {
      const it = await tampered(await openWorld({}, { userDataDir: profile.dir }));
      const { before, world } = it;
      await waitFor('the fault to be on disk', () => isOnDisk(profile.dir));
      world.chrome.browser.process()?.kill('SIGKILL');
      await it[Symbol.asyncDispose]();

      await using again = await openWorld({}, { userDataDir: profile.dir, startsAtOnce: true });
      expect(await firstScriptSees(again)).toEqual(before);
      await expectPutBack(again, before);
    } finally {
      await profile.remove();
    }
  });

  it('before the first script of the next page, when the tab was closed', async () => {
    await using it = await tampered(await freshTab());
    const { world, before } = it;
    const tab = await world.chrome.browser.newPage();
    await world.page.close();
    await waitFor('no rule to be left', async () => (await rulesLeft(world)) === 0);
    world.page = tab;
    expect(await firstScriptSees(world)).toEqual(before);
  });

  it('when the extension is updated', async () => {
    await using it = await tampered(await openWorld());
    await expectPutBackAfter(it, 'update');
  });
});

describe('a fault stays, while its DevTools is open,', () => {
  it('over a crash and a reload of the tab, and is put back when DevTools closes', async () => {
    await using it = await tampered(await freshTab());
    const { world, before, lab } = it;
    const forged = (await readStored(world.page)).entries.futureguide_access_token;
    await world.page.goto('chrome://crash').catch(() => undefined);
    await reloadTabs(world);
    world.page = await world.chrome.browser.newPage();
    await openApp(world.page, 'current');
    expect((await readStored(world.page)).entries.futureguide_access_token).toBe(forged);
    expect(await lab.on()).toHaveLength(2);
    await it.panel.tools.close();
    await expectPutBack(world, before);
    await expectRequestsUntouched(world);
  });

  it('and the first script of every page in every tab finds it', async () => {
    await using it = await tampered(await freshTab());
    const { world } = it;
    const forged = (await readStored(world.page)).entries;
    expect(await firstScriptSees(world)).toEqual(forged);
    world.page = await world.chrome.browser.newPage();
    expect(await firstScriptSees(world)).toEqual(forged);
  });
});
