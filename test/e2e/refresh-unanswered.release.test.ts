import { expect, it } from 'vitest';
import { isRefreshDisabled, REFRESH, refreshCalls } from './refresh-calls.ts';
import {
  openApp,
  openPanel,
  openWorld,
  press,
  readStored,
  waitForRows,
  waitForText,
} from './world.ts';

it('a forced refresh that gets no answer within 15 s changes nothing', async () => {
  await using world = await openWorld({ refresh: 'never' });
  const { page, service } = world;
  await openApp(page, 'v2-before', 'signin');
  const { frame } = await openPanel(page);
  const before = await readStored(page);
  await press(frame, 'Force refresh');
  await waitForText(frame, /Refreshing/);
  expect(await isRefreshDisabled(frame)).toBe(true);
  await waitForText(frame, /The refresh got no answer.*may be spent/, 25_000);
  expect(await isRefreshDisabled(frame)).toBe(false);
  expect(await readStored(page)).toEqual(before);
  expect(refreshCalls(service).length).toBe(1);
  await waitForRows(frame, REFRESH, ([row]) => row?.outcome === 'failed');
});
