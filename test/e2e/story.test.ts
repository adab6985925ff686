import { describe, expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import type { Build } from '../service/switches.ts';
import { shareWorld } from './share-world.ts';
import { openApp, openPanel, press, readRows, secondsLeft, waitForRows } from './world.ts';

const freshTab = shareWorld();
const STATUS = '/api/assessment/status/';
const SHORT = { tokenLifetimeSeconds: 5, pollSeconds: 0.5, assessmentSeconds: 600 };

const isRefused = (row: { flags: string[]; cause: string }) =>
  row.flags.includes('sent-expired') &&
  row.flags.includes('invalid-token') &&
  row.cause === 'expired';

describe('a token runs out while the app polls', () => {
  it('is seen in the build before its fix, and a forced refresh heals it', async () => {
    await using world = await freshTab({ ...SHORT, refreshAheadSeconds: 300 });
    await openApp(world.page, 'v2-before', 'signin,submit,poll');
    const { frame } = await openPanel(world.page);

    await waitForRows(frame, STATUS, (rows) => rows.some(isRefused));
    await waitFor('the countdown to be over', async () => Number(await secondsLeft(frame)) < 0);
    await waitFor('its whole life as a bar', () => frame.$('.credential .lifetime'));

    world.service.set({ tokenLifetimeSeconds: 3600 });
    await press(frame, 'Force refresh');
    const [refresh] = await waitForRows(frame, '/api/auth/v2/refresh', (rows) =>
      rows.some(({ outcome }) => outcome === 'accepted'),
    );
    expect(refresh?.text).toMatch(/debugger/i);
    await waitForRows(frame, STATUS, (rows) => rows.at(-1)?.validity === 'valid');
    await waitFor('the new countdown', async () => Number(await secondsLeft(frame)) > 3_500);
    expect((await readRows(frame)).at(-1)?.flags).toEqual([]);
  });

  it('is healed by the current build itself, and each step is a row', async () => {
    await using world = await freshTab(SHORT);
    await openApp(world.page, 'current', 'signin,submit,poll');
    const { frame } = await openPanel(world.page);
    const polls = await waitForRows(frame, STATUS, (rows) => {
      const refused = rows.findIndex(isRefused);
      return refused >= 0 && rows.slice(refused).some(({ outcome }) => outcome === 'accepted');
    });
    expect(polls.find(isRefused)?.outcome).toBe('rejected');
    const refreshes = await waitForRows(frame, '/api/auth/v2/refresh', (rows) => rows.length > 0);
    expect(refreshes[0]?.text).not.toMatch(/debugger/i);
  });

  it('never happens in the build after its fix', async () => {
    // Ten seconds between its refresh and the end of its token: a slow computer keeps that, too.
    const ahead = { tokenLifetimeSeconds: 12, refreshAheadSeconds: 10 };
    await using world = await freshTab({ ...SHORT, ...ahead });
    await openApp(world.page, 'v2-after', 'signin,submit,poll');
    const { frame } = await openPanel(world.page);
    await waitForRows(frame, '/api/auth/v2/refresh', (rows) => rows.length >= 2);
    expect((await readRows(frame)).filter(({ flags }) => flags.length > 0)).toEqual([]);
  });

  it('cannot be healed in Auth V1, and the button says why', async () => {
    await using world = await freshTab({ ...SHORT, tokenLifetimeSeconds: 4 });
    await openApp(world.page, 'v1', 'signin,submit,poll');
    const { frame } = await openPanel(world.page);
    // It signs out at the first refusal, which may have been sent in the token's last moment.
    await waitForRows(frame, STATUS, (rows) =>
      rows.some(({ flags }) => flags.includes('invalid-token')),
    );
    const button = await frame.waitForSelector('::-p-aria([name="Force refresh"])');
    expect(await button?.evaluate((element) => (element as HTMLButtonElement).disabled)).toBe(true);
    expect(await frame.evaluate(() => document.body.textContent)).toMatch(/Auth V1/);
  });
});

describe('the four places that send a token', () => {
  it.each<[Build]>([['v2-before'], ['current']])('are judged in %s', async (build) => {
    await using world = await freshTab({ pollSeconds: 0.5, assessmentSeconds: 2 });
    await openApp(world.page, build, 'signin,submit,poll');
    const { frame } = await openPanel(world.page);
    for (const path of ['/api/assessment/result/', STATUS, '/api/assessment/submit'])
      await waitForRows(
        frame,
        path,
        (rows) =>
          rows.length > 0 &&
          rows.every(({ validity, outcome }) => validity === 'valid' && outcome === 'accepted'),
      );
  });

  it.each([
    ['websocket', true],
    ['polling', false],
  ])('include the socket over %s', async (_transport, upgrades) => {
    await using world = await freshTab({ tokenLifetimeSeconds: 1, socketRefusalEvent: 'error' });
    if (!upgrades)
      await world.page.evaluateOnNewDocument(() => Reflect.deleteProperty(window, 'WebSocket'));
    await openApp(world.page, 'v2-before', 'signin');
    const { frame } = await openPanel(world.page);
    await waitFor('the token to run out', async () => ((await secondsLeft(frame)) ?? 1) < 0);
    await world.page.evaluate(() => void window.app.connectSocket().catch(() => undefined));
    const socket = await waitFor('the socket’s row', () =>
      frame.evaluate(() => {
        const row = document.querySelector<HTMLElement>('[role=row][data-socket]');
        return row?.dataset.outcome === 'rejected' ? { ...row.dataset } : null;
      }),
    );
    expect(socket).toMatchObject({ validity: 'expired', flags: 'sent-expired invalid-token' });
  });
});
