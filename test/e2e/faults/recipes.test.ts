import type { Frame } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../../browser/wait.ts';
import { RESIDENTS } from '../../service/people.ts';
import { openApp, openPanel, openWorld, press, readStored } from '../world.ts';
import { openLab } from './lab.ts';

async function openRecipes(build: 'v2-before' | 'v2-after') {
  const world = await openWorld({ refreshDeadlock: false });
  await openApp(world.page, build, 'signin,submit');
  const panel = await openPanel(world.page);
  const lab = await openLab(panel.frame);
  const tab = await panel.frame.waitForSelector('[data-tab="faults"]');
  await tab?.evaluate((element) => (element as unknown as HTMLElement).click());
  return { ...world, ...panel, lab };
}

/** Starts a recipe that switches faults on, and agrees to it. */
async function runFaulty(frame: Frame, name: string): Promise<void> {
  await press(frame, `Run: ${name}`);
  const agree = await waitFor('the question', () => frame.$('dialog .primary'));
  await agree.evaluate((element) => (element as unknown as HTMLElement).click());
  await frame.waitForSelector('.recipe-run');
}

const resultIs = (frame: Frame, result: string) =>
  frame.waitForSelector(`.recipe-run[data-result="${result}"]`);

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

  it('a broken refresh, and an app that waits for the service to come back', async () => {
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
