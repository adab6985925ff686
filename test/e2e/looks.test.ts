import type { Frame } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import { shareWorld } from './share-world.ts';
import { openApp, openDetail, openPanel, press, setSettings, waitForRows } from './world.ts';

const freshTab = shareWorld();
const BALANCE = '/api/auth/token-balance';

function background(frame: Frame): Promise<string> {
  return frame.evaluate(() => getComputedStyle(document.body).backgroundColor);
}

/** Whether DevTools show their own drawer or search bar. */
function disturbed(code: string): string {
  return `(async () => {
    const UI = await import('devtools://devtools/bundled/ui/legacy/legacy.js');
    const view = UI.InspectorView.InspectorView.instance();
    return ${code};
  })()`;
}

const DRAWER = disturbed('view.drawerVisible()');
const SEARCH = disturbed(`[...document.querySelectorAll('*')].some(function found(element) {
  const inside = element.shadowRoot ? [...element.shadowRoot.querySelectorAll('*')] : [];
  return element.matches('.search-bar') && element.offsetHeight > 0 || inside.some(found);
})`);

describe('the panel looks as DevTools do', () => {
  it('light or dark, and changes with them while it is open', async () => {
    await using world = await freshTab();
    await openApp(world.page, 'current', 'signin');
    const { frame, tools } = await openPanel(world.page, { dark: false });
    const light = await background(frame);
    expect(light).toBe('rgb(255, 255, 255)');
    const become = (value: 'light' | 'dark') =>
      tools.devtools.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
    await become('dark');
    await waitFor('a dark panel', async () => (await background(frame)) === 'rgb(40, 40, 40)');
    await become('light');
    await waitFor('a light panel', async () => (await background(frame)) === light);
  });

  it('docked small: the header in one line, the drawer shut, rows to be seen', async () => {
    await using world = await freshTab();
    await openApp(world.page, 'current', 'signin,submit');
    const { frame } = await openPanel(world.page, { width: 360, height: 360 });
    await waitFor('the countdown', () => frame.$('[role=timer]'));
    const height = (selector: string) =>
      frame.$eval(selector, (element) => element.getBoundingClientRect().height);
    await waitFor(
      'half of the panel for rows',
      async () => (await height('[role=grid]')) > (await height('body')) / 2,
    );
    expect(await height('[aria-label="Current token"]')).toBeLessThan(44);
    expect(await frame.$('[role=tabpanel]:not([hidden])')).toBeNull();
    const overflow = () => frame.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await overflow()).toBe(0);
  });
});

describe('the header', () => {
  it('has its buttons beside what it says, folded or open, also where the panel was made narrow', async () => {
    await using world = await freshTab();
    await openApp(world.page, 'current', 'signin');
    const { frame, tools } = await openPanel(world.page);
    await waitFor('the countdown', () => frame.$('[role=timer]'));
    await tools.devtools.setViewport({ width: 480, height: 800, deviceScaleFactor: 0 });
    const isClear = () =>
      frame.evaluate(() => {
        const [said, actions] = ['.session', '.actions'].map((part) =>
          document.querySelector(part),
        );
        if (!said || !actions || innerWidth !== 480) return false;
        const texts = [...said.querySelectorAll('.who, .word')];
        const right = Math.max(...texts.map((text) => text.getBoundingClientRect().right));
        return right <= actions.getBoundingClientRect().left;
      });
    const fold = '.credential [aria-expanded]';
    await waitFor('a narrow header', isClear);
    await frame.click(fold);
    await frame.waitForSelector('.facts');
    await waitFor('a narrow header, opened', isClear);
  });
});

describe('a narrow panel', () => {
  it('says in words what cannot be done, and marks what is flagged', async () => {
    await using world = await freshTab();
    const { page } = world;
    await page.goto('https://docs.futureguide.id/');
    const { frame } = await openPanel(page, { width: 480 });
    const button = '.actions :disabled';
    await waitFor('the button', () => frame.$(button));
    expect(await frame.$eval(button, (it) => (it as HTMLElement).innerText)).toBe('Force refresh');
    await openApp(page, 'current', 'signin');
    await page.evaluate((path) => fetch(`https://api.futureguide.id${path}`), BALANCE);
    const [row] = await waitForRows(frame, BALANCE, (all) => all[0]?.outcome === 'rejected');
    expect(row?.flags).toEqual(['auth-error']);
    const isSeen = await frame.$eval('[data-flags=auth-error] .verdict .flag', (it) => {
      const { left, top, width, height } = it.getBoundingClientRect();
      return it.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    });
    expect(isSeen, 'its flag').toBe(true);
  });
});

describe('the menu of a narrow header', () => {
  it('is whole in sight, and the header stays as it is', async () => {
    await using world = await freshTab();
    await openApp(world.page, 'current', 'signin');
    const { frame } = await openPanel(world.page, { width: 480 });
    const header = () => frame.$eval('.credential .who', (it) => it.getBoundingClientRect().top);
    const menu = await waitFor('its button', () => frame.$('.actions [aria-haspopup=menu]'));
    const before = await header();
    await menu.click();
    await frame.waitForSelector('.actions [role=menuitem]');
    const hidden = await frame.$$eval('.actions [role=menuitem]', (items) =>
      items.flatMap((item) => {
        const { left, top, width, height } = item.getBoundingClientRect();
        const seen = document.elementFromPoint(left + width / 2, top + height / 2);
        return item.contains(seen) ? [] : [item.textContent];
      }),
    );
    expect(hidden).toEqual([]);
    expect(await header()).toBe(before);
  });
});

describe('a part that is drawn while the panel becomes wider', () => {
  it('has all the room it then has', async () => {
    await using world = await freshTab();
    await openApp(world.page, 'current', 'signin');
    const { frame, tools } = await openPanel(world.page, { width: 480 });
    await waitFor('the countdown', () => frame.$('[role=timer]'));
    const hasFacts = () => frame.$eval('.credential', (header) => !!header.querySelector('.facts'));
    expect(await hasFacts()).toBe(false);
    // What is drawn between the new width and the event that tells of it has the event swallowed.
    await frame.evaluate(() => {
      const fold = () => document.querySelector<HTMLElement>('.timeline [aria-expanded]')?.click();
      addEventListener('resize', fold, { once: true });
    });
    await tools.devtools.setViewport({ width: 1280, height: 800, deviceScaleFactor: 0 });
    await waitFor('the facts of a wide header', hasFacts);
  });
});

describe('a detail beside the list', () => {
  it('has nearly half of the panel, and is whole in sight', async () => {
    await using world = await freshTab();
    await openApp(world.page, 'current', 'signin,submit');
    const { frame } = await openPanel(world.page);
    const [row] = await waitForRows(frame, '/api/assessment/submit', (rows) => rows.length > 0);
    if (row) await openDetail(frame, row);
    const place = await frame.$eval('.detail', (detail) => {
      const { left, right } = detail.getBoundingClientRect();
      return { share: (innerWidth - left) / innerWidth, isCut: right > innerWidth };
    });
    expect(place.isCut).toBe(false);
    expect(place.share).toBeGreaterThan(0.4);
  });
});

describe('the usual filters, where there is no room for all', () => {
  it('are whole but for the last in sight, and each is whole when the keyboard comes to it', async () => {
    await using world = await freshTab();
    await openApp(world.page, 'current', 'signin');
    const { frame, tools } = await openPanel(world.page, { width: 480 });
    const whole = () =>
      frame.$eval('.filter-chips', (chips) => {
        const { left, right } = chips.getBoundingClientRect();
        return [...chips.children].flatMap((chip) => {
          const place = chip.getBoundingClientRect();
          return place.left >= left && place.right <= right ? [chip.firstChild?.textContent] : [];
        });
      });
    const edges = () => frame.$eval('.filter-chips', (it) => getComputedStyle(it).maskImage);
    await waitFor('the first of them', async () => (await whole()).includes('Sent expired'));
    expect((await whole()).slice(0, 4)).toEqual(['All', 'API', 'Flagged', 'Sent expired']);
    const atStart = await edges();
    const toolbar = await waitFor('the toolbar', () => frame.$('.toolbar'));
    const place = await toolbar.boundingBox();
    await frame.focus('.filter-chips .chip');
    const others = ['API', 'Flagged', 'Sent expired', 'INVALID_TOKEN', 'Refreshes', 'Sockets'];
    for (const name of [...others, 'Debugger']) {
      await tools.devtools.keyboard.press('Tab');
      await waitFor(`“${name}” in sight`, async () => (await whole()).includes(name));
    }
    await waitFor('a hint that some are before', async () => (await edges()) !== atStart);
    expect(await toolbar.boundingBox(), 'where the panel stands in DevTools').toEqual(place);
  });
});

describe('what is wrong with the filter', () => {
  it.each([1280, 1000, 480])(
    'is said at %d px in a line of its own, with all the usual filters left, and covers nothing',
    async (width) => {
      await using world = await freshTab();
      await openApp(world.page, 'current', 'signin');
      const { frame, tools } = await openPanel(world.page, { width });
      const boxOf = (selector: string) =>
        frame.$eval(selector, (it) => {
          const { left, right, top, bottom } = it.getBoundingClientRect();
          return { left, right, top, bottom };
        });
      await frame.focus('[role=searchbox]');
      await tools.devtools.keyboard.type('staus:401 ');
      await frame.waitForSelector('.filter-error');
      const [toolbar, error, field, chips] = await Promise.all([
        boxOf('.toolbar'),
        boxOf('.filter-error'),
        boxOf('.filter'),
        boxOf('.filter-chips'),
      ]);
      expect(error.bottom).toBeLessThanOrEqual(toolbar.bottom);
      expect(error.top, 'below the field').toBeGreaterThanOrEqual(field.bottom);
      expect(chips.top >= error.bottom || chips.bottom <= error.top).toBe(true);
      expect(chips.right - chips.left).toBeGreaterThan(width / 3);
      expect(field.right - field.left, 'room to write').toBeGreaterThan(150);
      expect(error.right).toBeLessThanOrEqual(width);
      expect(await frame.$eval('.filter-error', (it) => it.textContent)).toMatch(/^Not applied\. /);

      const isReached = () =>
        frame.evaluate(() => document.activeElement?.textContent === 'Use status');
      await waitFor('the way out, by keyboard', async () => {
        await tools.devtools.keyboard.press('Tab');
        return isReached();
      });
      await tools.devtools.keyboard.press('Enter');
      await frame.waitForFunction(
        () => document.querySelector<HTMLInputElement>('[role=searchbox]')?.value === 'status:401 ',
      );
    },
  );
});

describe('the names of the columns', () => {
  it.each(['en', 'id'])('are whole in half the width, as at zoom 200 (%s)', async (locale) => {
    await using world = await freshTab();
    const { frame } = await openPanel(world.page, { width: 640 });
    await setSettings(frame, { locale });
    await frame.waitForSelector(`:root[lang=${locale}] [role=columnheader]`);
    const cut = await frame.$$eval('[role=columnheader] .name', (names) =>
      names.flatMap((it) => (it.scrollWidth > it.clientWidth ? [it.textContent] : [])),
    );
    expect(cut).toEqual([]);
    expect(await frame.$$eval('[role=columnheader]', ({ length }) => length)).toBe(7);
  });
});

describe('a path', () => {
  it('is whole, or its endpoint behind a mark for what is left out, however narrow its column is', async () => {
    await using world = await freshTab();
    const { page } = world;
    await openApp(page, 'current', 'signin,submit');
    const { frame } = await openPanel(page);
    await page.evaluate(() => window.app.pollOnce());
    await waitForRows(frame, '/status/', ({ length }) => length > 0);
    const job = await page.evaluate(() => window.app.state().jobId ?? '');
    const seen = await frame.$$eval('[role=row][data-request] .path', (cells) => {
      const cell = cells.find(({ textContent }) => textContent.includes('/status/'));
      if (!(cell instanceof HTMLElement)) throw new Error('no such path');
      const texts = new Set<string>();
      for (let width = 180; width < 500; width += 1) {
        cell.style.width = `${width}px`;
        const inside = cell.getBoundingClientRect();
        for (const part of cell.querySelectorAll('.parts > *')) {
          const { left, right, top, width: has } = part.getBoundingClientRect();
          if (top >= inside.bottom || has < 1) continue;
          const { content } = getComputedStyle(part, '::before');
          const isCut = part.scrollWidth > part.clientWidth || right > inside.right;
          const text = content.startsWith('"') ? content.split('"')[1] : part.textContent;
          texts.add(`${text} from ${Math.round(left - inside.left)}${isCut ? ' cut' : ''}`);
        }
      }
      return [...texts];
    });
    // The line between columns, and the cell's own padding.
    expect(seen).toEqual([
      `…/status/${job.slice(0, 4)}…${job.slice(-4)} from 7`,
      `/api/assessment/status/${job} from 7`,
    ]);
  });

  it.each([1280, 480])(
    'has room for its endpoint beside an open detail at %d px',
    async (width) => {
      await using world = await freshTab();
      const { page } = world;
      await openApp(page, 'current', 'signin,submit');
      const { frame } = await openPanel(page, { width });
      await page.evaluate(() => window.app.pollOnce());
      const [row] = await waitForRows(frame, '/status/', ({ length }) => length > 0);
      if (row) await openDetail(frame, row);
      const cut = await frame.$$eval('[role=row][data-request] .path .short', (paths) =>
        paths.flatMap((path) =>
          path.clientWidth > 0 && path.scrollWidth > path.clientWidth ? [path.outerHTML] : [],
        ),
      );
      expect(cut).toEqual([]);
    },
  );
});

describe('what a finding and a verdict say', () => {
  it('stands in one line with its title, and has its next step in the first view', async () => {
    await using world = await freshTab();
    const { page, service } = world;
    await openApp(page, 'current', 'signin,submit');
    const { frame } = await openPanel(page);
    service.blacklist(await page.evaluate(() => window.app.state().token ?? ''));
    await page.evaluate(() => window.app.fetchProfile().catch(() => null));
    const rows = await waitForRows(frame, '/api/auth/profile', (all) =>
      all.some(({ outcome }) => outcome === 'rejected'),
    );
    const row = rows.find(({ outcome }) => outcome === 'rejected');
    await frame.waitForSelector('.finding .evidence li');
    const lines = await frame.$$eval('.finding-body', (findings) =>
      findings.map((finding) =>
        ['h3', '.evidence li'].map((selector) => {
          const words = document.createRange();
          words.selectNodeContents(finding.querySelector(selector)?.firstChild ?? finding);
          return Math.round(words.getClientRects()[0]?.top ?? 0);
        }),
      ),
    );
    expect(lines.length).toBeGreaterThan(0);
    for (const [title, evidence] of lines) expect(evidence).toBe(title);

    if (row) await openDetail(frame, row);
    const order = await frame.$$eval('.detail .banner > *', (parts) =>
      parts.map(({ className }) => className),
    );
    expect(order).toEqual(['sentence', 'next-step', 'row-probe', 'certainty', 'evidence']);
    const act = await frame.waitForSelector('.detail .row-probe .button');
    const fits = await act?.evaluate((button) => {
      const pane = button.closest('.detail-body')?.getBoundingClientRect();
      return pane && button.getBoundingClientRect().bottom <= pane.bottom;
    });
    expect(fits).toBe(true);
  });
});

describe('in a narrow panel', () => {
  it('the menu of columns says which of those chosen have no room, and the filter’s help is whole', async () => {
    await using world = await freshTab();
    const { frame } = await openPanel(world.page, { width: 480 });
    await press(frame, 'Columns');
    await frame.waitForSelector('[role=menu]');
    const [columns, chosen] = await Promise.all([
      frame.$$eval('[role=columnheader]', (all) => all.map((header) => header.ariaLabel)),
      frame.$$eval('[role=menuitemcheckbox][aria-checked=true]', (all) =>
        all.map((item) =>
          [...item.childNodes].slice(1).map(({ textContent }) => textContent ?? ''),
        ),
      ),
    ]);
    expect(chosen).toContainEqual(['Method', 'no room']);
    for (const [name = '', note] of chosen) expect(note === undefined).toBe(columns.includes(name));

    await press(frame, 'What the filter understands');
    await frame.waitForSelector('.help table');
    const { left, right, hidden } = await frame.$eval('.help', (help) => {
      const { left, right } = help.getBoundingClientRect();
      return { left, right, hidden: help.scrollWidth - help.clientWidth };
    });
    expect({ isCut: left < 0 || right > 480, hidden }).toEqual({ isCut: false, hidden: 0 });
  });
});

describe('the status bar of a narrow panel', () => {
  it('leaves out what it has no room for, cuts nothing without an ellipsis, and ends before the edge', async () => {
    await using world = await freshTab();
    await openApp(world.page, 'current', 'signin');
    const { frame } = await openPanel(world.page, { width: 360 });
    await press(frame, 'Record');
    await frame.type('[role=searchbox]', 'status:5xx');
    await frame.waitForSelector('.status-bar .shown');
    await frame.waitForSelector('.status-bar .paused');
    const cut = await frame.$$eval('.status-bar span:not(:has(span))', (parts) => {
      const bar = document.querySelector('.status-bar')?.getBoundingClientRect();
      return parts.flatMap((part) => {
        const isSeen = bar && part.getBoundingClientRect().top < bar.bottom;
        const isWhole = part.scrollWidth <= part.clientWidth;
        const endsInEllipsis = getComputedStyle(part).textOverflow === 'ellipsis';
        return isSeen && !isWhole && !endsInEllipsis ? [part.textContent] : [];
      });
    });
    expect(cut).toEqual([]);

    await setSettings(frame, { locale: 'id' });
    await frame.waitForSelector(':root[lang=id]');
    const room = await frame.$eval('.status-bar', (bar) => {
      const ends = [...bar.children].map((part) => part.getBoundingClientRect().right);
      return bar.getBoundingClientRect().right - Math.max(...ends);
    });
    expect(room, 'between the last word and the edge').toBe(10);
  });
});

describe('a detail below the list', () => {
  it('has what the list does not need, and leaves a long one nearly half of the panel', async () => {
    await using world = await freshTab();
    const { page } = world;
    await openApp(page, 'current', 'signin,submit');
    const { frame } = await openPanel(page, { width: 500, height: 800 });
    const [row] = await waitForRows(frame, '/api/assessment/submit', (rows) => rows.length > 0);
    if (row) await openDetail(frame, row);
    const height = (selector: string) =>
      frame.$eval(selector, (element) => element.getBoundingClientRect().height);
    const rowsOf = () =>
      frame.$$eval('[role=grid] [role=row]', (all) =>
        all.reduce((sum, each) => sum + each.getBoundingClientRect().height, 0),
      );
    await waitFor(
      'a list as high as its rows',
      async () => Math.abs((await height('[role=grid]')) - (await rowsOf())) <= 1,
    );
    const share = async () => (await height('.detail')) / (await height('.split'));
    expect(await share()).toBeGreaterThan(0.53);
    await page.evaluate(async () => {
      for (let k = 0; k < 20; k += 1)
        await fetch(`https://api.futureguide.id/api/auth/schools?k=${k}`);
    });
    await waitFor('half of the panel', async () => Math.abs((await share()) - 0.52) < 0.02);
  });
});

describe('a cause that is only possible', () => {
  const CAUSE = '[data-cause=verifier-down]';

  it('says so where there is no room for the word of the service beside it', async () => {
    await using world = await freshTab();
    const { page, service } = world;
    await openApp(page, 'current', 'signin');
    const { frame, tools } = await openPanel(page, { width: 760 });
    const askAll = () =>
      page.evaluate(async () => {
        const headers = { Authorization: `Bearer ${window.app.state().token}` };
        for (const path of ['auth/profile', 'auth/token-balance', 'archive/jobs'])
          await fetch(`https://api.futureguide.id/api/${path}`, { headers });
      });
    await askAll();
    service.set({ verifierDown: true });
    await askAll();
    await frame.waitForSelector(`[role=row]${CAUSE}`);
    const markOf = (row: string) =>
      frame.$eval(`[role=row]${row} .said`, (said) => getComputedStyle(said, '::after').content);
    // Rows are drawn anew as columns go: one that is gone has no style at all.
    const marks = async () => [await markOf(CAUSE), await markOf('[data-outcome=accepted]')];
    const seesWord = () =>
      frame.$eval(`[role=row]${CAUSE} .flag .icon`, (icon) => {
        const { left, top, width, height } = icon.getBoundingClientRect();
        const seen = document.elementFromPoint(left + width / 2, top + height / 2);
        return width > 0 && icon.contains(seen);
      });
    for (const width of [760, 480]) {
      await tools.devtools.setViewport({ width, height: 800, deviceScaleFactor: 0 });
      await waitFor('a mark there alone', async () => (await marks()).join(' ') === '"?" none');
      await waitFor('the picture of the word', seesWord);
    }
  });
});

describe('keys', () => {
  it('/ and Ctrl+F go to the filter, ? lists them all, Esc leaves, and DevTools hear nothing', async () => {
    await using world = await freshTab();
    await openApp(world.page, 'current', 'signin');
    const { frame, tools } = await openPanel(world.page);
    const { keyboard } = tools.devtools;
    // DevTools may take the focus for themselves when they have shown a panel.
    const focusOnClear = () =>
      waitFor('the focus on Clear', async () => {
        await frame.focus('[aria-label="Clear"]');
        return frame.evaluate(
          () => document.hasFocus() && document.activeElement?.ariaLabel === 'Clear',
        );
      });
    const isFiltering = () =>
      frame.evaluate(() => document.activeElement?.getAttribute('role') === 'searchbox');
    const dialog = () => frame.evaluate(() => document.querySelector('dialog')?.textContent ?? '');
    const undisturbed = async () => {
      expect(await tools.devtools.evaluate(DRAWER)).toBe(false);
      expect(await tools.devtools.evaluate(SEARCH)).toBe(false);
    };

    await focusOnClear();
    await keyboard.press('/');
    await waitFor('the filter', isFiltering);
    await keyboard.type('a/b?');
    expect(
      await frame.$eval('[role=searchbox]', (field) => (field as HTMLInputElement).value),
    ).toBe('a/b?');
    await keyboard.press('Escape');
    await keyboard.press('Escape');
    await waitFor('the filter to be left', async () => !(await isFiltering()));
    await undisturbed();

    await focusOnClear();
    await keyboard.down('Control');
    await keyboard.press('f');
    await keyboard.up('Control');
    await waitFor('the filter', isFiltering);
    await undisturbed();

    await focusOnClear();
    await keyboard.press('?');
    await waitFor('the keys', async () => /Keyboard shortcuts.*Ctrl\+F/s.test(await dialog()));
    const behind = await frame.$eval(
      'dialog',
      (it) => getComputedStyle(it, '::backdrop').backgroundColor,
    );
    expect(behind).not.toBe('rgba(0, 0, 0, 0)');
    await keyboard.press('Escape');
    await waitFor('the keys to go', async () => (await dialog()) === '');
    await waitFor('the focus to be back', () =>
      frame.evaluate(() => document.activeElement?.getAttribute('aria-label') === 'Clear'),
    );
    await undisturbed();

    await press(frame, 'Settings');
    await waitFor('the settings', async () => /Language/.test(await dialog()));
    await keyboard.press('Escape');
    await waitFor('the settings to go', async () => (await dialog()) === '');
    await undisturbed();

    // DevTools listen at the document: what comes as far as that, they do hear.
    await frame.evaluate(() =>
      document.dispatchEvent(new KeyboardEvent('keydown', { keyCode: 70, ctrlKey: true })),
    );
    await waitFor('the search of DevTools', () => tools.devtools.evaluate(SEARCH));
  });

  it('go along the tabs of the drawer', async () => {
    await using world = await freshTab({ clockOffsetSeconds: 300 });
    await openApp(world.page, 'current', 'signin,submit');
    const { frame, tools } = await openPanel(world.page);
    const selected = () =>
      frame.evaluate(() => document.querySelector<HTMLElement>('[aria-selected=true][role=tab]'));
    for (const tab of ['findings', 'health']) await frame.waitForSelector(`[data-tab=${tab}]`);
    await frame.focus('[data-tab=findings]');
    await tools.devtools.keyboard.press('ArrowRight');
    await frame.waitForSelector('[data-tab=health]:focus');
    expect(await selected()).not.toBeNull();
    await frame.waitForSelector('[data-tab=health][aria-selected=true]');
    await tools.devtools.keyboard.press('Home');
    await frame.waitForSelector('[data-tab=findings][aria-selected=true]:focus');
    await frame.waitForSelector('[role=tabpanel]:not([hidden]) [role=list][aria-label=Findings]');
  });
});
