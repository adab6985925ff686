import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Frame } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/core/report/report.ts';
import { waitFor } from '../browser/wait.ts';
import { chromeSanitised, fileOf, PRODUCERS, plainEntry } from '../core/har/har-producers.ts';
import { FIRST, INCIDENT } from '../core/report/report-world.ts';
import { v2Token } from '../core/token/tokens.ts';
import { dropFiles } from './drop-files.ts';
import { importHar } from './import-har.ts';
import {
  clickRow,
  type GridRow,
  openApp,
  openPanel,
  openWorld,
  press,
  readRows,
  type World,
  waitForRows,
  waitForText,
} from './world.ts';

const CLI = 'dist/cli/futureguide-tokens.js';
const INCIDENT_HAR = PRODUCERS[0]?.write(INCIDENT) ?? '';
const OTHER_HOST_HAR = JSON.stringify(fileOf([plainEntry({ url: 'https://shop.example/cart' })]));

let folder = '';
let world: World;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'futureguide-files-'));
  world = await openWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function openWithTraffic() {
  await openApp(world.page, 'current');
  const { frame } = await openPanel(world.page);
  await openApp(world.page, 'current', 'signin');
  await waitForRows(frame, '/api/auth/v2/login', (rows) => rows.length > 0);
  return frame;
}

function requestsIn(frame: Frame): Promise<number> {
  return frame.$eval('[role=grid]', (grid) => Number((grid as HTMLElement).dataset.requests));
}

function fileNamed(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function choose(frame: Frame, ...paths: string[]): Promise<void> {
  const input = (await frame.$('input[type=file]')) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(...paths);
}

/** What the panel would have saved: the text of the next file. */
async function exported(frame: Frame, save: () => Promise<void>): Promise<string> {
  await frame.evaluate(() => {
    const createObjectURL = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      URL.createObjectURL = createObjectURL;
      Object.assign(window, { saved: (blob as Blob).text() });
      return createObjectURL.call(URL, blob);
    };
    Object.assign(window, { saved: undefined });
  });
  await save();
  return waitFor('the file that was saved', () =>
    frame.evaluate(() => (window as unknown as { saved?: Promise<string> }).saved),
  );
}

async function chooseExport(frame: Frame, name: string): Promise<void> {
  await press(frame, 'More exports');
  const item = await waitFor(name, () => frame.$(`::-p-aria([name="${name}"][role="menuitem"])`));
  await item.evaluate((element) => (element as unknown as HTMLElement).click());
}

/** Drops a good file, and returns the rows that are then shown. */
async function show(frame: Frame, name: string, text: string): Promise<GridRow[]> {
  await dropFiles(frame, { [name]: text });
  await waitForText(frame, new RegExp(`(File|Report): ${name}`));
  return readRows(frame);
}

const said = (rows: readonly GridRow[]) =>
  rows.map(({ request, validity, outcome, cause, flags }) => [
    ...[request, validity, outcome, cause, flags.join(' ')],
  ]);

function isEnabled(frame: Frame, name: string): Promise<boolean> {
  return frame.$$eval(
    'button:enabled',
    (buttons, name) =>
      buttons.some((button) => (button.ariaLabel ?? button.textContent)?.trim() === name),
    name,
  );
}

const STATUS = '/api/assessment/status/job-1';

describe('files in the panel', () => {
  it('are shown instead of the live session, which goes on meanwhile', async () => {
    const frame = await openWithTraffic();
    const before = await requestsIn(frame);
    await choose(frame, fileNamed('incident.har', INCIDENT_HAR));
    await waitForText(frame, /File: incident\.har[\s\S]*6 requests[\s\S]*not live/);
    const rows = await waitForRows(frame, STATUS, (rows) => rows.length === 3);
    expect(rows.map(({ cause }) => cause)).toEqual(['', 'expired', '']);
    for (const name of ['Record', 'Clear', 'Force refresh'])
      expect([name, await isEnabled(frame, name)]).toEqual([name, false]);

    await openApp(world.page, 'current');
    await press(frame, 'Back to live');
    await waitForRows(frame, '/api/auth/v2/login', (rows) => rows.length > 0);
    await waitFor('what came meanwhile', async () => (await requestsIn(frame)) > before);
    expect(await isEnabled(frame, 'Record')).toBe(true);
  });

  it('that are bad leave open what was open, and one sentence says why', async () => {
    const { frame } = await openPanel(world.page);
    const open = said(await show(frame, 'incident.har', INCIDENT_HAR));
    for (const [name, text, sentence] of [
      ['cut.har', INCIDENT_HAR.slice(0, 400), /cut\.har ends in the middle of its JSON, in line 1/],
      ['other.json', '{"a":1}', /other\.json is JSON, but neither a HAR/],
      ['nothing.har', '', /nothing\.har is empty\./],
      ['none.har', JSON.stringify(fileOf([])), /none\.har is a HAR without a single request/],
      ['packed.zip', 'PK\u0003\u0004', /packed\.zip is a ZIP archive/],
      ['report.json', '{"schema":2,"requests":[]}', /is a report of schema 2/],
    ] as const) {
      await dropFiles(frame, { [name]: text });
      await waitForText(frame, sentence);
      expect([name, said(await readRows(frame))]).toEqual([name, open]);
    }
    await dropFiles(frame, { 'shop.har': OTHER_HOST_HAR });
    await waitForText(frame, /shop\.har has no request to FutureGuide, only to shop\.example/);
    await press(frame, 'Show all hosts');
    await waitForRows(frame, '/cart', (rows) => rows.length === 1);
    await dropFiles(frame, { 'sanitised.har': chromeSanitised.write(INCIDENT) });
    await waitForText(frame, /saved without the headers that carry tokens/);
    const rows = await waitForRows(frame, STATUS, (rows) => rows.length === 3);
    expect(new Set(rows.map(({ validity }) => validity))).toEqual(new Set(['unknown']));
  });

  it('can be what the panel itself exported, with the same verdicts', async () => {
    const { frame, tools } = await openPanel(world.page);
    const rows = said(await show(frame, 'incident.har', INCIDENT_HAR));
    expect(rows).toHaveLength(INCIDENT.length);
    const report = await exported(frame, () => press(frame, 'Export'));
    const har = await exported(frame, () => chooseExport(frame, 'HAR, redacted'));
    expect(har).not.toMatch(/c2lnbmF0dXJl|sari@siswa/);

    expect(said(await show(frame, 'report.json', report))).toEqual(rows);
    const findings = (JSON.parse(report) as Report).findings.map(({ code }) => code);
    await waitFor('the findings of the report', async () => {
      const shown = await frame.$$eval('[data-finding]', (items) =>
        items.map((item) => (item as HTMLElement).dataset.finding),
      );
      return JSON.stringify(shown) === JSON.stringify(findings);
    });
    expect(JSON.parse(await exported(frame, () => press(frame, 'Export')))).toEqual(
      JSON.parse(report),
    );

    expect(said(await show(frame, 'exported.har', har))).toEqual(rows);

    const ran = spawnSync(
      process.execPath,
      [CLI, 'audit', fileNamed('exported.har', har), '--json'],
      { encoding: 'utf8' },
    );
    const audited = JSON.parse(ran.stdout) as Report;
    expect(audited.requests.map(({ id, cause }) => [id, cause ?? ''])).toEqual(
      rows.map(([id, , , cause]) => [id, cause]),
    );

    const imported = await importHar(tools.devtools, har);
    expect(
      imported.map(([method, url, status]) => [method, new URL(url).pathname, status]),
    ).toEqual(
      INCIDENT.map(({ method = 'GET', url, status = 200 }) => [
        method,
        url ? new URL(url).pathname : STATUS,
        status,
      ]),
    );
  });

  it('may be the page of a report, which a recording is compared with', async () => {
    const { frame } = await openPanel(world.page);
    const har = fileNamed('incident.har', INCIDENT_HAR);
    const page = join(folder, 'report.html');
    spawnSync(process.execPath, [CLI, 'audit', har, '--html', page]);
    const rows = said(await show(frame, 'incident.har', INCIDENT_HAR));
    expect(said(await show(frame, 'report.html', readFileSync(page, 'utf8')))).toEqual(rows);

    await press(frame, 'Open a file or a token');
    await waitFor('the button', () => isEnabled(frame, 'Compare with a file…'));
    await press(frame, 'Compare with a file…');
    const input = await waitFor('the dialog', () => frame.$('.compare-dialog input[type=file]'));
    await (input as ElementHandle<HTMLInputElement>).uploadFile(har);
    const text = await waitForText(frame, /no difference that chance does not explain/);
    expect(text).toMatch(/Before\s+this recording\s+After\s+incident\.har/);
    expect(text).toMatch(/INVALID_TOKEN\s+1 \(25%\)\s+1 \(25%\)/);
    expect(text).toMatch(/Findings left[\s\S]*expired-token-sent/);
    await frame.$eval('dialog', (dialog) => dialog.close());
  });
});

describe('the menu of exports', () => {
  it('is walked by keys, keeps them from the panel, and gives the focus back', async () => {
    const { frame } = await openPanel(world.page);
    await show(frame, 'incident.har', INCIDENT_HAR);
    const key = (name: string) =>
      frame.evaluate((pressed) => {
        const init = { key: pressed, bubbles: true, cancelable: true };
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', init));
      }, name);
    const focused = (name: string) =>
      waitFor(`the focus on “${name}”`, () =>
        frame.evaluate((wanted) => {
          const element = document.activeElement;
          return (element?.ariaLabel ?? element?.textContent) === wanted;
        }, name),
      );
    await press(frame, 'More exports');
    await focused('Report to share…');
    await key('End');
    await focused('HAR, redacted');
    await key('n');
    await focused('HAR, redacted');
    await key('ArrowDown');
    await focused('Report to share…');
    await key('Escape');
    await focused('More exports');
    expect(await frame.$('[role=menu]')).toBeNull();
  });
});

describe('Ctrl+O', () => {
  it('asks for a file, and neither DevTools nor the browser hears of it', async () => {
    const { frame } = await openPanel(world.page);
    const heard = await frame.evaluate(() => {
      const heard: string[] = [];
      const input = document.querySelector('input[type=file]') as HTMLInputElement;
      input.addEventListener('click', (event) => {
        event.preventDefault();
        heard.push('asked');
      });
      document.addEventListener('keydown', () => heard.push('DevTools'));
      const pressed = { key: 'o', ctrlKey: true, bubbles: true, cancelable: true };
      if (document.body.dispatchEvent(new KeyboardEvent('keydown', pressed))) heard.push('browser');
      return heard;
    });
    expect(heard).toEqual(['asked']);
  });
});

describe('a long file', () => {
  it('is opened at its last flagged row, which is not selected', async () => {
    const { frame } = await openPanel(world.page);
    const [refused, accepted] = [401, 200].map((status) =>
      INCIDENT.findLast((exchange) => (exchange.status ?? 200) === status),
    );
    if (!refused || !accepted) throw new Error('the incident has both');
    const later = Array.from({ length: 80 }, (_, k) => ({ ...accepted, at: 60_000 + k * 1_000 }));
    const har = JSON.stringify(fileOf([refused, ...later].map((each) => plainEntry(each))));
    await dropFiles(frame, { 'long.har': har });
    await waitFor('the refused row in sight', () =>
      frame.evaluate(() => {
        const grid = document.querySelector('[role=grid][data-requests="81"]');
        const row = grid?.querySelector('[role=row][data-outcome=rejected]');
        if (!grid || !row) return false;
        const [list, place] = [grid.getBoundingClientRect(), row.getBoundingClientRect()];
        return place.top >= list.top && place.bottom <= list.bottom;
      }),
    );
    expect(await frame.$('[role=row][aria-selected=true]')).toBeNull();
    expect(await frame.$('.new-rows')).toBeNull();
  });
});

describe('a finding about many tokens', () => {
  it('shows three of them, counts the others, and shows them all when asked', async () => {
    const { frame } = await openPanel(world.page);
    const refused = INCIDENT.find(({ status }) => status === 401);
    if (!refused) throw new Error('the incident has a refusal');
    const sent = Array.from({ length: 6 }, (_, k) => {
      const token = v2Token(Date.parse('2026-10-20T04:00:00Z') / 1000 + k, 3_600);
      const exchange = { ...refused, at: (k + 1) * 60_000, authorization: `Bearer ${token}` };
      // Of the last one there is something else to tell.
      return plainEntry(k === 5 ? { ...exchange, status: 200, body: '{}' } : exchange);
    });
    await dropFiles(frame, { 'many-tokens.har': JSON.stringify(fileOf(sent)) });
    const finding = '[data-finding=expired-token-sent]';
    const shown = () =>
      frame.$$eval(`${finding} [data-evidence=expired-token]`, ({ length }) => length);
    await waitForText(frame, /and 3 more/);
    expect(await shown()).toBe(3);
    const others = await frame.waitForSelector(`${finding} li:has(> button.row-link)`);
    const before = await others?.evaluate((it) => it.previousElementSibling?.outerHTML);
    expect(before, 'what the others are alike to').toMatch(/^<li data-evidence="expired-token"/);
    await press(frame, 'and 3 more');
    await waitFor('all of them', async () => (await shown()) === 6);
    expect(await frame.$(`${finding} button.row-link ::-p-text(more)`)).toBeNull();
  });
});

describe('the row that is read', () => {
  it('stays in sight where DevTools become wide while a menu of its detail is open', async () => {
    const { frame, tools } = await openPanel(world.page);
    const [login, submit, poll, refused, ...after] = INCIDENT;
    if (!login || !submit || !poll || !refused) throw new Error('the incident has all four');
    const polls = Array.from({ length: 12 }, (_, k) => ({ ...poll, at: 5_000 + k * 100 }));
    const refusals = [0, 1, 2].map((k) => ({ ...refused, at: 11_000 + k }));
    const all = [login, submit, ...polls, ...refusals, ...after];
    await show(frame, 'polls.har', JSON.stringify(fileOf(all.map((each) => plainEntry(each)))));
    const row = await frame.waitForSelector('[role=row][data-cause=expired]');
    await clickRow(frame, (await row?.evaluate((it) => it.getAttribute('data-request'))) ?? '');
    const docked = async (width: number, place: string) => {
      await tools.devtools.setViewport({ width, height: 800, deviceScaleFactor: 0 });
      await frame.waitForSelector(`[data-detail=${place}]`);
    };
    await docked(480, 'below');
    await press(frame, 'Copy');
    await frame.waitForSelector('.copy-menu [role=menuitem]:focus');
    await docked(1280, 'beside');
    await waitFor('the row in sight', () =>
      frame.evaluate(() => {
        const row = document.querySelector('[role=row][aria-selected=true]');
        const { left = 0, top = 0, height = 0 } = row?.getBoundingClientRect() ?? {};
        return row?.contains(document.elementFromPoint(left + 100, top + height / 2));
      }),
    );
  });
});

describe('users that are mixed up', () => {
  it('stand in a column of their own, until that is put away, and what is mixed up is marked', async () => {
    const { frame } = await openPanel(world.page);
    const [login, , poll] = INCIDENT;
    if (!login || !poll) throw new Error('the incident has both');
    const theirs = { sub: 'tariUid0000000000000000000x', email: 'tari@siswa.example' };
    const other = v2Token(Date.parse('2026-10-20T05:00:03Z') / 1000, 3_600, theirs);
    const mixed = [
      login,
      { ...login, at: 3_000, body: login.body?.replace(FIRST, other) ?? '' },
      poll,
    ];
    await show(frame, 'mixed.har', JSON.stringify(fileOf(mixed.map((each) => plainEntry(each)))));
    const users = () => frame.$$eval('.cell.user', (cells) => cells.map((it) => it.textContent));
    await waitFor('whose token was polled with', async () =>
      (await users()).includes('sari@siswa.example'),
    );
    const rows = await readRows(frame);
    const marked = await frame.$$eval('.row.mixed', (all) =>
      all.map((it) => it.getAttribute('data-request')),
    );
    expect(marked, 'the poll with the first user’s token').toEqual([rows.at(-1)?.request]);
    await press(frame, 'Columns');
    const item = await frame.waitForSelector('::-p-aria([name="User"][role="menuitemcheckbox"])');
    await item?.click();
    await waitFor('no such column', async () => (await users()).length === 0);
  });
});

describe('a pasted token', () => {
  it('is decoded with its claims and the time it has left, and no request is made', async () => {
    const { frame } = await openPanel(world.page);
    const rows = await show(frame, 'incident.har', INCIDENT_HAR);
    const token = v2Token(Math.floor(Date.now() / 1000) - 60, 3_600);
    await frame.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    }, `authorization: Bearer "${token}"`);
    const text = await waitForText(
      frame,
      /Valid until \d\d:\d\d:\d\d, 5\d:\d\d left \(signature not checked\)/,
    );
    expect(text).toMatch(/Signature not checked/);
    expect(text).toMatch(/securetoken\.google\.com/);
    expect(await frame.$$eval('[role=timer]', (timers) => timers.length)).toBe(1);
    const lines = await frame.$eval('textarea', (field) => {
      const { paddingTop, lineHeight } = getComputedStyle(field);
      return (field.clientHeight - Number.parseFloat(paddingTop)) / Number.parseFloat(lineHeight);
    });
    expect(lines, 'whole lines of the token').toBe(3);

    await frame.$eval('dialog', (dialog) => dialog.close());
    await press(frame, 'Open a file or a token');
    expect(await frame.$eval('textarea', (field) => field.value)).toBe('');
    expect((await readRows(frame)).length).toBe(rows.length);
  });
});
