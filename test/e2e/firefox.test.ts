import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { type Firefox, launchFirefox, openToolbox, type Toolbox } from '../browser/firefox.ts';
import { waitFor } from '../browser/wait.ts';
import { PRODUCERS } from '../core/har/har-producers.ts';
import { INCIDENT } from '../core/report/report-world.ts';
import { type Service, startService } from '../service/service.ts';
import { openApp, readStored } from './world.ts';

const STATUS = '/api/assessment/status/';

interface World extends AsyncDisposable {
  service: Service;
  firefox: Firefox;
  page: Page;
}

async function openFirefox(): Promise<World> {
  const service = await startService();
  try {
    const extensionDir = resolve('dist/firefox');
    const firefox = await launchFirefox({ extensionDir, httpsPort: service.httpsPort });
    const page = await firefox.browser.newPage();
    const close = async () => {
      await firefox.close();
      await service.stop();
    };
    return { service, firefox, page, [Symbol.asyncDispose]: close };
  } catch (error) {
    await service.stop();
    throw error;
  }
}

interface Row {
  request: string;
  validity: string;
  outcome: string;
  flags: string;
  text: string;
}

function rowOf(toolbox: Toolbox, path: string, wanted: Partial<Row>): Promise<Row> {
  return waitFor(`a row of ${path}`, async () => {
    const rows = await toolbox.evaluate<Row[]>(`[...document.querySelectorAll('[data-request]')]
      .map((row) => ({ ...row.dataset, text: row.textContent }))
      .filter(({ text }) => text.includes('${path}'))`);
    const [row] = rows;
    if (!row || Object.entries(wanted).some(([name, value]) => row[name as keyof Row] !== value))
      throw new Error(`rows now: ${JSON.stringify(rows)}`);
    return row;
  });
}

async function waitForText({ evaluate }: Toolbox, words: RegExp): Promise<void> {
  await waitFor(`the panel to say ${words}`, async () => {
    const text = await evaluate<string>('document.body.innerText');
    if (!words.test(text)) throw new Error(`it says: ${text}`);
    return true;
  });
}

async function press({ evaluate }: Toolbox, name: string): Promise<void> {
  await waitFor(`the button “${name}”`, () =>
    evaluate<boolean>(`((button) => button?.click() ?? Boolean(button))(
      [...document.querySelectorAll('button:enabled')]
        .find(({ textContent }) => textContent.trim() === '${name}'))`),
  );
}

/** Firefox docks its toolbox so low that the header begins as one line. */
async function unfoldHeader({ evaluate }: Toolbox): Promise<void> {
  await waitFor('the whole header', () =>
    evaluate<boolean>(`((fold) => {
      if (fold?.ariaExpanded === 'false') fold.click();
      return fold?.ariaExpanded === 'true';
    })(document.querySelector('[aria-label="Details of the token"]'))`),
  );
}

it('Firefox shows a row with its token in its toolbox, and refreshes it', async () => {
  await using world = await openFirefox();
  const { firefox, page, service } = world;
  await openApp(page, 'current', 'signin,submit');
  const toolbox = await openToolbox(firefox, page);
  service.blacklist(await page.evaluate(() => window.app.state().token ?? ''));
  await page.evaluate(async () => {
    const { token, jobId } = window.app.state();
    const headers = { Authorization: `Bearer ${token}` };
    await fetch(`https://api.futureguide.id/api/assessment/status/${jobId}`, { headers });
  });
  await unfoldHeader(toolbox);
  await waitForText(toolbox, /zoe\.pratiwi@.*Auth V2.*Can be refreshed/s);
  const refused = { outcome: 'rejected', flags: 'invalid-token', validity: 'valid' };
  const poll = await rowOf(toolbox, STATUS, refused);
  expect(poll.text).toMatch(/5\dm \d\ds/);

  const before = (await readStored(page)).entries;
  service.set({ tokenLifetimeSeconds: 7_200 });
  await press(toolbox, 'Force refresh');
  await waitForText(toolbox, /Refreshed/);
  const after = (await readStored(page)).entries;
  expect(after.futureguide_access_token).not.toBe(before.futureguide_access_token);
  expect(after.futureguide_refresh_token).not.toBe(before.futureguide_refresh_token);
  const refresh = await rowOf(toolbox, '/api/auth/v2/refresh', { outcome: 'accepted' });
  expect(refresh.text).toMatch(/by debugger/i);
  const left = Number(await toolbox.attribute('[role=timer]', 'data-seconds-left'));
  expect(left).toBeGreaterThan(3_600);
  const profile = await page.evaluate(() => window.app.fetchProfile());
  expect(profile.status).toBe(200);
});

it('Firefox says when site access is withheld, and where to grant it', async () => {
  await using world = await openFirefox();
  const { firefox, page } = world;
  await firefox.revokeHosts();
  await openApp(page, 'current', 'signin');
  const toolbox = await openToolbox(firefox, page);
  await waitForText(toolbox, /Site access is withheld/);
  await press(toolbox, 'Grant access');
  const options = firefox.inside.view('tab');
  const asks = `document.querySelector('#grant')?.checkVisibility()`;
  await waitFor('the page that asks', () => options<boolean>(asks));
  await firefox.grantHosts();
  await waitFor('it to be content', async () => !(await options<boolean>(asks)));
  await page.bringToFront();
  await page.reload();
  await page.evaluate(() => window.app.ready);
  await unfoldHeader(toolbox);
  await waitForText(toolbox, /zoe\.pratiwi@.*Can be refreshed/s);
});

it('Firefox shows a HAR that is dropped, and what is live again', async () => {
  await using world = await openFirefox();
  const { firefox, page } = world;
  await openApp(page, 'current', 'signin');
  const toolbox = await openToolbox(firefox, page);
  await waitForText(toolbox, /zoe\.pratiwi@/);
  const har = JSON.stringify(PRODUCERS[0]?.write(INCIDENT));
  await toolbox.evaluate(`(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([${har}], 'incident.har'));
    const dropped = { dataTransfer, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent('drop', dropped));
  })()`);
  await waitForText(toolbox, /File: incident\.har/);
  await waitForText(toolbox, /Refused: token expired/);
  await press(toolbox, 'Back to live');
  await rowOf(toolbox, '/api/auth/v2/login', { outcome: 'accepted' });
});

it('Firefox’s theme is that of the panel, also when it changes', async () => {
  await using world = await openFirefox();
  const { firefox, page } = world;
  await openApp(page, 'current', 'signin');
  const toolbox = await openToolbox(firefox, page);
  const becomes = async (theme: string, background: string) => {
    await firefox.inside.chrome(`void Services.prefs.setCharPref('devtools.theme', '${theme}')`);
    const painted = () =>
      toolbox.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    await waitFor(`a ${theme} panel`, async () => (await painted()) === background);
  };
  await becomes('light', 'rgb(255, 255, 255)');
  await becomes('dark', 'rgb(35, 35, 39)');
  await becomes('light', 'rgb(255, 255, 255)');
});

it('Firefox’s panel loses nothing when the toolbox is docked elsewhere', async () => {
  await using world = await openFirefox();
  const { firefox, page } = world;
  await openApp(page, 'current', 'signin,submit');
  const toolbox = await openToolbox(firefox, page);
  const { evaluate } = toolbox;
  const ask = (name: string) =>
    page.evaluate(async (path) => {
      const headers = { Authorization: `Bearer ${window.app.state().token}` };
      await (await fetch(`https://api.futureguide.id${path}`, { headers })).text();
    }, `/api/assessment/status/${name}`);
  for (let k = 0; k < 40; k += 1) await ask(`docked-${k}`);
  await rowOf(toolbox, '/status/docked-39', {});
  await evaluate(`(() => {
    const field = document.querySelector('[role=searchbox]');
    field.value = 'docked';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  })()`);
  await waitFor('a filtered grid', () =>
    evaluate<boolean>(`document.querySelector('[role=grid]').ariaRowCount === '41'`),
  );
  await evaluate(`(() => {
    const grid = document.querySelector('[role=grid]');
    grid.scrollTop = 10 * 24 + 7;
    grid.dispatchEvent(new Event('scroll'));
  })()`);
  const opened = await rowOf(toolbox, '/status/docked-11', {});
  await evaluate(`document.querySelector('[data-request="${opened.request}"]').click()`);
  await waitFor('the detail', () =>
    evaluate<boolean>(`Boolean(document.querySelector('[aria-label="Detail"]'))`),
  );
  const look = () =>
    evaluate<unknown>(`({
      filter: document.querySelector('[role=searchbox]').value,
      opened: document.querySelector('[role=row][aria-selected=true]')?.dataset.request,
      detail: Boolean(document.querySelector('[aria-label="Detail"]')),
      top: document.querySelector('[role=grid]').scrollTop,
    })`);
  const before = await look();
  for (const side of ['right', 'window', 'bottom'] as const) {
    await toolbox.dock(side);
    await waitFor(`the same view after docking ${side}`, async () => {
      const now = await look();
      if (JSON.stringify(now) !== JSON.stringify(before))
        throw new Error(`${JSON.stringify(now)} instead of ${JSON.stringify(before)}`);
      return true;
    });
    const count = `Number(document.querySelector('[role=grid]').ariaRowCount)`;
    const rows = await evaluate<number>(count);
    await ask(`docked-${side}`);
    await waitFor(`a row after docking ${side}`, () =>
      evaluate<boolean>(`${count} === ${rows + 1}`),
    );
  }
  await press(toolbox, 'Force refresh');
  await waitForText(toolbox, /Refreshed/);
});
