import type { Frame } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import { ask, PATH } from './poll-by-hand.ts';
import {
  countPorts,
  expectNoMore,
  pageListeners,
  panelListeners,
  panelListenersAtRest,
  openPorts as portsOf,
} from './what-listens.ts';
import { openApp, openPanel, openWorld, press, readRows, waitForRows } from './world.ts';

const REOPENED = 20;

const are =
  (count: number) =>
  (rows: { outcome: string }[]): boolean =>
    rows.length === count && rows.every(({ outcome }) => outcome !== 'pending');

it('whatever comes and goes, rows are right, and no port or listener is left', async () => {
  await using world = await openWorld();
  const { page, chrome } = world;
  await openApp(page, 'current', 'signin');
  const first = await openPanel(page);
  const inPanel = await panelListenersAtRest(first.frame);
  await first.tools.close();
  const before = await pageListeners(page);
  const worker = await chrome.worker();
  await countPorts(worker);
  const openPorts = () => portsOf(worker);
  for (let k = 0; k < REOPENED; k += 1) {
    const { tools } = await openPanel(page);
    await tools.close();
  }
  const { tools, frame } = await openPanel(page);
  await waitFor('one port alone', async () => (await openPorts()) === 1);
  await expectNoMore('listeners of the panel', inPanel, () => panelListeners(frame));

  await page.setOfflineMode(true);
  await ask(page, 'offline');
  await page.setOfflineMode(false);
  await ask(page, 'online');
  const ends = (outcome: string) => (rows: { outcome: string }[]) =>
    rows.length === 1 && rows[0]?.outcome === outcome;
  await waitForRows(frame, `${PATH}offline`, ends('failed'));
  await waitForRows(frame, `${PATH}online`, ends('accepted'));

  const other = await chrome.browser.newPage();
  await openApp(other, 'current', 'signin');
  const second = await openPanel(other);
  await ask(other, 'other');
  await ask(page, 'mine');
  await waitForRows(second.frame, `${PATH}other`, are(1));
  await waitForRows(frame, `${PATH}mine`, are(1));
  const texts = async (from: Frame) => (await readRows(from)).map(({ text }) => text).join();
  expect(await texts(frame)).not.toContain('/other-0');
  expect(await texts(second.frame)).not.toContain('/mine-0');

  await press(frame, 'Clear');
  await other.close();
  await ask(page, 'after-clear');
  await waitForRows(frame, `${PATH}after-clear`, are(1));
  await waitFor('one port alone', async () => (await openPorts()) === 1);
  await expectNoMore('listeners of the panel', inPanel, () => panelListeners(frame));
  await tools.close();
  await waitFor('no port', async () => (await openPorts()) === 0);
  await expectNoMore('listeners of the page', before, () => pageListeners(page));
}, 400_000);
