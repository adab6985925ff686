import { expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import { PRODUCERS } from '../core/har/har-producers.ts';
import { INCIDENT } from '../core/report/report-world.ts';
import { dropFiles } from './drop-files.ts';
import { openApp, openDetail, openPanel, openWorld, waitForRows, waitForText } from './world.ts';

it('Chromium’s panel loses nothing when DevTools are docked elsewhere', async () => {
  await using world = await openWorld();
  await openApp(world.page, 'current', 'signin,submit');
  const { tools, frame } = await openPanel(world.page);
  const [login] = await waitForRows(frame, '/api/auth/v2/login', ({ length }) => length === 1);
  if (!login) throw new Error('no row of the sign-in');
  await openDetail(frame, login);
  const look = () =>
    frame.evaluate(() => ({
      opened: document.querySelector<HTMLElement>('[role=row][aria-selected=true]')?.dataset
        .request,
      requests: document.querySelector<HTMLElement>('[role=grid]')?.dataset.requests,
      file: document.body.innerText.includes('incident.har'),
    }));
  for (const side of ['right', 'bottom', 'undocked'] as const) {
    const before = await look();
    expect(before.opened).toBe(login.request);
    await tools.dock(side);
    await waitFor(`the same after docking ${side}`, async () => {
      expect(await look()).toEqual(before);
      return true;
    });
  }
  await dropFiles(frame, { 'incident.har': PRODUCERS[0]?.write(INCIDENT) ?? '' });
  await waitForText(frame, /incident\.har/);
  await tools.dock('right');
  await waitForText(frame, /incident\.har/);
});
