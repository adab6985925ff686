import { describe, expect, it } from 'vitest';
import { waitFor } from '../../browser/wait.ts';
import { openWorld } from '../world.ts';
import { expectPutBack, rulesLeft, tampered } from './tampered.ts';

/** A DevTools that nobody heard close is missed within a minute. */
const UNHEARD = { timeoutMs: 60_000 };

describe('a fault is undone', () => {
  it('when DevTools closes while the worker is stopped', async () => {
    await using it = await tampered(await openWorld());
    await it.world.chrome.stopWorker();
    await it.panel.tools.close();
    await expectPutBack(it.world, it.before, UNHEARD);
    await waitFor('no rule to be left', async () => (await rulesLeft(it.world)) === 0, UNHEARD);
  }, 180_000);

  it('by an alarm, when DevTools went without a word', async () => {
    await using it = await tampered(await openWorld());
    const { world, panel } = it;
    const { chrome } = world;
    const worker = await chrome.worker();
    const kept = await worker.evaluate(async () => {
      const rules = await globalThis.chrome.declarativeNetRequest.getSessionRules();
      return { rules, ...(await globalThis.chrome.storage.session.get('faults')) };
    });
    await panel.tools.close();
    await waitFor('no rule to be left', async () => (await rulesLeft(world)) === 0);
    // As if nobody had heard it close, long ago.
    const { rules, faults } = kept as unknown as {
      rules: chrome.declarativeNetRequest.Rule[];
      faults: { alive: Record<string, number> };
    };
    for (const tab of Object.keys(faults.alive)) faults.alive[tab] = 0;
    await (await chrome.worker()).evaluate(
      async (addRules, left) => {
        await globalThis.chrome.declarativeNetRequest.updateSessionRules({ addRules });
        await globalThis.chrome.storage.session.set({ faults: left });
      },
      rules,
      faults,
    );
    await chrome.stopWorker();
    expect(await rulesLeft(world)).toBe(1);
    await waitFor('the alarm to undo it', async () => (await rulesLeft(world)) === 0);
  });
});
