import { expect, it } from 'vitest';
import type { Switches } from '../service/switches.ts';
import { expectBurstKept, expectJumpsKept, expectStopsSurvived } from './lose-no-row.ts';
import { openApp, openPanel, openWorld, waitForRows } from './world.ts';

const STATUS = '/api/assessment/status/';

it.each<[Switches['onRefusal'], number]>([
  ['auth-xhr', 20],
  ['auth-fetch-unread', 8],
  ['auth-fetch-read', 8],
])(
  'a 401 followed at once by a jump to /auth leaves each row (%s, %i times)',
  async (onRefusal, times) => {
    await using world = await openWorld({ onRefusal, assessmentSeconds: 600 });
    await expectJumpsKept(world, times);
  },
);

it('no row of a burst of 2 000 is lost', async () => {
  await using world = await openWorld();
  await expectBurstKept(world, 2_000);
});

it('no refusal is lost when the worker is stopped with events in hand', async () => {
  await using world = await openWorld();
  const { page, chrome, service } = world;
  await openApp(page, 'v2-before', 'signin,submit');
  service.blacklist(await page.evaluate(() => window.app.state().token ?? ''));
  for (let k = 0; k < 5; k += 1) {
    await page.evaluate(() => window.app.pollOnce());
    await chrome.stopWorker();
  }
  const { frame } = await openPanel(page);
  // What the worker did not hear is told again a little later.
  const rows = await waitForRows(
    frame,
    STATUS,
    (found) => found.filter(({ flags }) => flags.includes('invalid-token')).length === 5,
  );
  expect(rows).toHaveLength(5);
});

it('nothing is lost when the idle background worker is stopped five times before DevTools is open', async () => {
  await using world = await openWorld();
  await expectStopsSurvived(world, 5);
});
