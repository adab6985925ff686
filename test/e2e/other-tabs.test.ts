import { expect, it } from 'vitest';
import { REFRESH } from './refresh-calls.ts';
import {
  APP,
  openApp,
  openDetail,
  openPanel,
  openTab,
  openWorld,
  readRows,
  waitForRows,
  waitForText,
} from './world.ts';

it('a refresh and a sign-out of another tab are rows that say so; its polls are none', async () => {
  await using world = await openWorld();
  const { page, chrome } = world;
  await openApp(page, 'current', 'signin');
  const { frame } = await openPanel(page);
  await waitForRows(frame, '/api/auth/v2/login', (rows) => rows.length === 1);

  const other = await chrome.browser.newPage();
  await other.goto(`${APP}/?build=current`);
  await other.evaluate(() => window.app.ready);
  await other.evaluate(async () => {
    await window.app.fetchProfile();
    await window.app.refresh();
  });
  const isOfOtherTab = (texts: string) => texts.includes('another tab');
  const [refresh] = await waitForRows(
    frame,
    REFRESH,
    ([row]) => row?.outcome === 'accepted' && isOfOtherTab(row.text),
  );
  // Its token came to this tab by storage, and is known as brought by that refresh.
  if (!refresh) throw new Error('no row of the refresh');
  await openDetail(frame, refresh);
  await openTab(frame, 'Request');
  await waitForText(frame, /another tab with the same storage/);
  await openTab(frame, 'Chain');
  await waitForText(frame, /Refreshed by another tab/);

  await other.evaluate(() => window.app.signOut());
  await waitForRows(frame, '/api/auth/v2/logout', ([row]) => isOfOtherTab(row?.text ?? ''));
  const ofOtherTab = (await readRows(frame)).filter(({ text }) => isOfOtherTab(text));
  expect(ofOtherTab.map(({ text }) => /\/profile/.test(text))).toEqual([false, false]);
});
