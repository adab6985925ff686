import { describe, expect, it } from 'vitest';
import { waitFor } from '../../browser/wait.ts';
import { RESIDENTS } from '../../service/people.ts';
import { press, readStored } from '../world.ts';
import { openRecipes, resultIs, runFaulty } from './run-recipe.ts';

describe('a recipe finds the trouble, and undoes its faults by itself:', () => {
  it('a broken refresh, and an app that sends its expired token', async () => {
    await using it = await openRecipes('v2-before');
    const { frame, page, lab } = it;
    const before = await readStored(page);
    await runFaulty(frame, 'Refresh fails');
    await waitFor('both faults', async () => (await lab.on()).length === 2);
    await page.evaluate(() => window.app.pollOnce());
    await resultIs(frame, 'reproduced');
    await waitFor('none to be left', async () => (await lab.on()).length === 0);
    expect(await readStored(page)).toEqual(before);
    expect((await page.evaluate(() => window.app.pollOnce())).status).toBe(200);
  });

  it('another user signs in, and a timer of the first goes on', async () => {
    await using it = await openRecipes('v2-before');
    const { frame, page, lab } = it;
    await press(frame, 'Run: User switch');
    await frame.waitForSelector('.recipe-run');
    const old = await page.evaluate(() => window.app.state().token ?? '');
    await page.evaluate(async ({ email, password }) => {
      await window.app.signOut();
      await window.app.signIn({ email, password });
    }, RESIDENTS.budi);
    await frame.waitForSelector('.recipe-run [data-fact="other-user-signed-in"]');
    await page.evaluate(
      (token) =>
        fetch('https://api.futureguide.id/api/auth/profile', {
          headers: { Authorization: `Bearer ${token}` },
        }).then(() => undefined),
      old,
    );
    await resultIs(frame, 'reproduced');
    expect(await lab.on()).toEqual([]);
  });
});
