import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { openToolbox } from '../browser/firefox.ts';
import { waitFor } from '../browser/wait.ts';
import { PRODUCERS } from '../core/har/har-producers.ts';
import { INCIDENT } from '../core/report/report-world.ts';
import { expectSameFaults } from './faults/firefox-faults.ts';
import {
  ask,
  openOurs,
  press,
  rowOf,
  STATUS,
  unfoldHeader,
  useFirefox,
  waitForText,
  withTab,
} from './firefox-world.ts';
import { openApp, readStored } from './world.ts';

const world = useFirefox();

/** Whether the app's token has been expired for more than a second. */
function hasExpired(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const [, payload = ''] = window.app.state().token?.split('.') ?? [];
    const { exp } = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    return (exp + 1) * 1_000 < Date.now();
  });
}

it('Firefox plays the incident: a poll with an expired token is refused, says why, and a refresh ends it', () =>
  withTab(world(), async (page) => {
    const { service, firefox } = world();
    service.set({ tokenLifetimeSeconds: 12 });
    await openApp(page, 'current', 'signin,submit');
    const toolbox = await openToolbox(firefox, page);
    await waitFor('the token to expire', () => hasExpired(page));
    await ask(page, 'refused');
    await unfoldHeader(toolbox);
    await waitForText(toolbox, /zoe\.pratiwi@.*Auth V2.*Can be refreshed/s);
    // The answer’s words come after its status.
    const flags = 'sent-expired invalid-token';
    const refused = { outcome: 'rejected', cause: 'expired', validity: 'expired', flags };
    await rowOf(toolbox, `${STATUS}refused`, refused);

    const before = (await readStored(page)).entries;
    service.set({ tokenLifetimeSeconds: 7_200 });
    await press(toolbox, 'Force refresh');
    await waitForText(toolbox, /Force refresh: the new token/);
    const after = (await readStored(page)).entries;
    expect(after.futureguide_access_token).not.toBe(before.futureguide_access_token);
    expect(after.futureguide_refresh_token).not.toBe(before.futureguide_refresh_token);
    const refresh = await rowOf(toolbox, '/api/auth/v2/refresh', { outcome: 'accepted' });
    expect(refresh.text).toMatch(/by debugger/i);
    await waitFor('the time of the new token', async () => {
      const left = Number(await toolbox.attribute('[role=timer]', 'data-seconds-left'));
      return left > 3_600;
    });
    const profile = await page.evaluate(() => window.app.fetchProfile());
    expect(profile.status).toBe(200);
  }));

it('Firefox’s panel loses nothing when the toolbox is docked elsewhere', () =>
  withTab(world(), async (page) => {
    const { firefox } = world();
    await openApp(page, 'current', 'signin,submit');
    const toolbox = await openToolbox(firefox, page);
    const { evaluate } = toolbox;
    for (let k = 0; k < 40; k += 1) await ask(page, `docked-${k}`);
    await rowOf(toolbox, `${STATUS}docked-39`);
    await evaluate(`(() => {
      const field = document.querySelector('[role=searchbox]');
      field.value = 'docked';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    })()`);
    const count = `Number(document.querySelector('[role=grid]').ariaRowCount)`;
    await waitFor('a filtered grid', () => evaluate<boolean>(`${count} === 41`));
    await evaluate(`(() => {
      const grid = document.querySelector('[role=grid]');
      grid.scrollTop = 10 * 24 + 7;
      grid.dispatchEvent(new Event('scroll'));
    })()`);
    const opened = await rowOf(toolbox, `${STATUS}docked-11`);
    await evaluate(`document.querySelector('[data-request="${opened.request}"]').click()`);
    await waitFor('the detail', () =>
      evaluate<boolean>(`Boolean(document.querySelector('[aria-label="Detail"]'))`),
    );
    const look = () =>
      evaluate<object>(`({
        filter: document.querySelector('[role=searchbox]').value,
        opened: document.querySelector('[role=row][aria-selected=true]')?.dataset.request,
        detail: Boolean(document.querySelector('[aria-label="Detail"]')),
        top: document.querySelector('[role=grid]').scrollTop,
      })`);
    const sameAs = async (before: object, side: string, see: () => Promise<object> = look) => {
      await waitFor(`the same view after docking ${side}`, async () => {
        const now = await see();
        if (JSON.stringify(now) !== JSON.stringify(before))
          throw new Error(`${JSON.stringify(now)} instead of ${JSON.stringify(before)}`);
        return true;
      });
    };
    const before = await look();
    for (const side of ['right', 'window', 'bottom'] as const) {
      await toolbox.dock(side);
      await sameAs(before, side);
      const rows = await evaluate<number>(count);
      await ask(page, `docked-${side}`);
      await waitFor(`a row after docking ${side}`, () =>
        evaluate<boolean>(`${count} === ${rows + 1}`),
      );
    }
    await press(toolbox, 'Force refresh');
    await waitForText(toolbox, /Force refresh: the new token/);

    // A file that is shown instead stays, too, and so does what is open in it.
    const har = JSON.stringify(PRODUCERS[0]?.write(INCIDENT));
    await evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([${har}], 'incident.har'));
      const dropped = { dataTransfer, bubbles: true, cancelable: true };
      document.body.dispatchEvent(new DragEvent('drop', dropped));
    })()`);
    await waitForText(toolbox, /File: incident\.har/);
    const refused = await rowOf(toolbox, STATUS, { outcome: 'rejected' });
    await evaluate(`document.querySelector('[data-request="${refused.request}"]').click()`);
    await waitForText(toolbox, /Refused: the token had expired/);
    // Its list is so short that a higher panel has less to scroll.
    const lookInFile = async () => ({ ...(await look()), top: null });
    const inFile = await lookInFile();
    await toolbox.dock('right');
    await waitForText(toolbox, /File: incident\.har/);
    await sameAs(inFile, 'right', lookInFile);
    await press(toolbox, 'Back to live');
    await rowOf(toolbox, `${STATUS}docked-bottom`);
    await toolbox.dock('bottom');
    await rowOf(toolbox, `${STATUS}docked-bottom`);
  }));

it('Firefox has the same faults, and undoes them when its toolbox closes', () =>
  withTab(world(), (page) => expectSameFaults(world(), page)));

it('Firefox shows the popup, which renews the session, and the window', () =>
  withTab(world(), async (page) => {
    const { firefox } = world();
    await openApp(page, 'current', 'signin,submit');
    const popup = await openOurs(firefox, 'src/popup/popup.html');
    await waitForText(
      { evaluate: popup },
      /Signed in as .+; the session is good for another .+ can be renewed/,
    );
    const before = (await readStored(page)).entries.futureguide_access_token;
    await popup(`[...document.querySelectorAll('button')]
    .find(({ textContent }) => textContent.includes('Renew session')).click()`);
    await waitForText({ evaluate: popup }, /The session is renewed; it is good until/);
    expect((await readStored(page)).entries.futureguide_access_token).not.toBe(before);

    const ours = await openOurs(firefox, 'src/window/window.html');
    await waitFor('the row of the submit', () =>
      ours<boolean>(`[...document.querySelectorAll('[data-request]')]
      .some(({ textContent }) => textContent.includes('/api/assessment/submit'))`),
    );
    await waitForText({ evaluate: ours }, /No bodies, no timings/);
  }));
