import { expect, it } from 'vitest';
import { waitFor } from '../../browser/wait.ts';
import { readStored } from '../world.ts';
import { openRecipes, resultIs, runFaulty } from './run-recipe.ts';

it('a recipe finds that an app with a broken refresh waits for the service to come back', async () => {
  await using it = await openRecipes('v2-after');
  const { frame, page, lab } = it;
  const before = await readStored(page);
  await runFaulty(frame, 'Refresh fails');
  await waitFor('both faults', async () => (await lab.on()).length === 2);
  await page.evaluate(() => window.app.pollOnce().catch(() => undefined));
  await resultIs(frame, 'handled');
  await waitFor('none to be left', async () => (await lab.on()).length === 0);
  expect(await readStored(page)).toEqual(before);
});
