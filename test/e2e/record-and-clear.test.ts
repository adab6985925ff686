import type { Frame } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import type { LoggedRequest } from '../service/request-log.ts';
import { shareWorld } from './share-world.ts';
import {
  openApp,
  openPanel,
  press,
  readRows,
  releaseHeld,
  untilHeld,
  waitForRows,
} from './world.ts';

const freshTab = shareWorld();
const STATUS = '/api/assessment/status/';
const PROFILE = '/api/auth/profile';
const BALANCE = '/api/auth/token-balance';
const HELD = { holdStatusSeconds: 600, assessmentSeconds: 3_600 };

async function world(build: 'v2-before' | 'current') {
  const opened = await freshTab(HELD);
  await openApp(opened.page, build, 'signin,submit');
  const panel = await openPanel(opened.page);
  const ask = (path: string) =>
    opened.page.evaluate(async (asked) => {
      const headers = { Authorization: `Bearer ${window.app.state().token}` };
      await (await fetch(`https://api.futureguide.id${asked}`, { headers })).text();
    }, path);
  const pollOpen = async () => {
    await untilHeld(opened.service, () =>
      opened.page.evaluate(() => void window.app.pollOnce().catch(() => undefined)),
    );
    await waitForRows(panel.frame, STATUS, ([row]) => row?.outcome === 'pending');
  };
  return { ...opened, ...panel, ask, pollOpen };
}

/** The API's rows but for those of the last call. */
async function otherPaths(frame: Frame): Promise<string[]> {
  const texts = (await readRows(frame)).map(({ text }) => text);
  return texts.filter((text) => text.includes('/api/') && !text.includes(BALANCE));
}

const isOver = ({ outcome }: { outcome: string }) => outcome !== 'pending';

describe('Record', () => {
  it('off takes nothing new, lets what is open end, and on goes on', async () => {
    await using opened = await world('v2-before');
    const { frame, service, ask, pollOpen } = opened;
    await pollOpen();
    await press(frame, 'Record');
    await ask(PROFILE);
    await releaseHeld(service);
    const [poll] = await waitForRows(frame, STATUS, (rows) => rows.some(isOver));
    expect(poll?.outcome).toBe('accepted');
    await press(frame, 'Record');
    await ask(BALANCE);
    await waitForRows(frame, BALANCE, (rows) => rows.length === 1 && rows.every(isOver));
    expect((await readRows(frame)).filter(({ text }) => text.includes(PROFILE))).toEqual([]);
  });
});

describe('Clear', () => {
  it('empties the grid for good: no late end and no reopened DevTools brings a row back', async () => {
    await using opened = await world('v2-before');
    const { frame, tools, page, service, ask, pollOpen } = opened;
    await ask(PROFILE);
    await pollOpen();
    service.blacklist(await page.evaluate(() => window.app.state().token ?? ''));
    service.set({ latencyMs: 600_000 });
    const refused = ask(PROFILE);
    const late = await waitForRows(frame, PROFILE, (rows) => rows.length === 2);
    expect(late.at(-1)?.outcome).toBe('pending');
    service.set({ latencyMs: 0 });
    await press(frame, 'Clear');
    await waitFor('an empty grid', async () => (await readRows(frame)).length === 0);

    await releaseHeld(service);
    await refused;
    const polled = ({ path, status }: LoggedRequest) => path.startsWith(STATUS) && status === 200;
    await waitFor('the late poll', () => service.log.some(polled));
    await ask(BALANCE);
    await waitForRows(frame, BALANCE, (rows) => rows.length === 1 && rows.every(isOver));
    expect(await otherPaths(frame)).toEqual([]);
    await tools.close();
    const again = await openPanel(page);
    await waitForRows(again.frame, BALANCE, (rows) => rows.length === 1 && rows.every(isOver));
    expect(await otherPaths(again.frame)).toEqual([]);
  });
});
