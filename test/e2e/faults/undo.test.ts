import { describe, expect, it } from 'vitest';
import { waitFor } from '../../browser/wait.ts';
import { clickPopup, openPopup, waitForPopup } from '../popup.ts';
import { shareWorld } from '../share-world.ts';
import { APP, openApp, openWorld, readStored } from '../world.ts';
import {
  expectPutBack,
  expectRequestsUntouched,
  firstScriptSees,
  rulesLeft,
  tampered,
} from './tampered.ts';

const freshTab = shareWorld();

describe('a fault stays, while its DevTools is open,', () => {
  it('over a reload, a navigation and the end of the worker, and can still be undone', async () => {
    await using it = await tampered(await freshTab());
    const { world, lab, before } = it;
    const { page, chrome } = world;
    await page.reload();
    await page.goto(`${APP}/dashboard`);
    const forged = (await readStored(page)).entries.futureguide_access_token;
    expect(forged).not.toBe(before.futureguide_access_token);
    await chrome.stopWorker();
    await waitFor('both to be known again', async () => (await lab.on()).length === 2);
    expect(await rulesLeft(world)).toBe(1);
    expect(await lab.undo(null)).toEqual({ kind: 'undone' });
    await expectPutBack(world, before);
    await expectRequestsUntouched(world);
  });
});

describe('a fault is undone', () => {
  it('when DevTools closes', async () => {
    await using it = await tampered(await freshTab());
    await it.panel.tools.close();
    await expectPutBack(it.world, it.before);
    await waitFor('no rule to be left', async () => (await rulesLeft(it.world)) === 0);
    await expectRequestsUntouched(it.world);
  });

  it('when the tab closes, before the next page of the site can see it', async () => {
    await using it = await tampered(await freshTab());
    const { world, before } = it;
    const tab = await world.chrome.browser.newPage();
    await world.page.close();
    await waitFor('no rule to be left', async () => (await rulesLeft(world)) === 0);
    world.page = tab;
    await tab.goto(`${APP}/?build=current`);
    await expectPutBack(world, before);
  });

  it('after the tab has crashed', async () => {
    await using it = await tampered(await freshTab());
    const { world, before } = it;
    const tab = await world.chrome.browser.newPage();
    await world.page.goto('chrome://crash').catch(() => undefined);
    await it.panel.tools.close().catch(() => undefined);
    await waitFor('no rule to be left', async () => (await rulesLeft(world)) === 0);
    world.page = tab;
    await tab.goto(`${APP}/?build=current`);
    await expectPutBack(world, before);
  });

  it('when the extension is removed', async () => {
    await using it = await tampered(await openWorld());
    const { world, before } = it;
    await world.chrome.browser.uninstallExtension(world.chrome.extensionId);
    await expectPutBack(world, before);
    await expectRequestsUntouched(world);
  });

  it('in every tab that shares the storage, while other tabs keep their requests', async () => {
    await using it = await tampered(await freshTab());
    const { world, before } = it;
    const other = await world.chrome.browser.newPage();
    await openApp(other, 'current');
    expect((await readStored(other)).entries.futureguide_access_token).not.toBe(
      before.futureguide_access_token,
    );
    await world.page.close();
    world.page = other;
    await expectPutBack(world, before);
    await expectRequestsUntouched(world);
  });

  it('from the toolbar, whose mark goes with it', async () => {
    await using it = await tampered(await freshTab());
    const { world, before } = it;
    const { chrome } = world;
    const badge = async () =>
      (await chrome.worker()).evaluate(() => globalThis.chrome.action.getBadgeText({}));
    await waitFor('the mark', async () => (await badge()) === '2');
    const popup = await openPopup(world, null);
    await waitForPopup(
      popup,
      /2 simulations are on[\s\S]*Signature tampered with[\s\S]*Authorization dropped/,
    );
    await clickPopup(popup, 'Undo all simulations');
    await waitForPopup(popup, /No simulation is on[\s\S]*restored/);
    await popup.close();
    await expectPutBack(world, before);
    await expectRequestsUntouched(world);
    await waitFor('the mark to go', async () => (await badge()) === '');
  });

  it('before the first script of a page, once nobody holds it any more', async () => {
    await using it = await tampered(await freshTab());
    const { world, panel, before } = it;
    const { page } = world;
    const held = await page.evaluate(() => localStorage.getItem('futureguide-tokens.fault'));
    const forged = (await readStored(page)).entries;
    await panel.tools.close();
    await expectPutBack(world, before);
    // As after a crash long ago: the original lies there, and its lease has run out.
    const lapsed = JSON.stringify({ ...JSON.parse(held ?? '{}'), leaseUntil: 1 });
    await page.evaluate(
      (entries, original) => {
        for (const [key, value] of Object.entries(entries)) localStorage.setItem(key, value);
        localStorage.setItem('futureguide-tokens.fault', original);
      },
      forged,
      lapsed,
    );
    expect(await firstScriptSees(world)).toEqual(before);
  });
});
