import type { Frame } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import { shareWorld } from './share-world.ts';
import { openApp, openPanel, press, readRows, waitForRows } from './world.ts';

const freshTab = shareWorld();
const PROFILE = '/api/auth/profile';
const BALANCE = '/api/auth/token-balance';
const HELP = '[role=dialog][aria-label="What the filter understands"]';

/** Whether DevTools opened their own drawer or search bar over a key that was ours. */
const DISTURBED = `(async () => {
  const UI = await import('devtools://devtools/bundled/ui/legacy/legacy.js');
  const isBar = (element) => element.matches('.search-bar') && element.offsetHeight > 0;
  const holdsBar = (root) => [...root.querySelectorAll('*')].some(
    (element) => isBar(element) || (element.shadowRoot && holdsBar(element.shadowRoot)));
  return UI.InspectorView.InspectorView.instance().drawerVisible() || holdsBar(document);
})()`;

/** Two accepted rows and one refused, and words to filter them by keyboard. */
async function filterWorld() {
  const world = await freshTab();
  const { page, service } = world;
  await openApp(page, 'current', 'signin');
  const { frame, tools } = await openPanel(page);
  const ask = (path: string) =>
    page.evaluate(async (asked) => {
      const headers = { Authorization: `Bearer ${window.app.state().token}` };
      await (await fetch(`https://api.futureguide.id${asked}`, { headers })).text();
    }, path);
  await press(frame, 'Clear');
  await ask(PROFILE);
  await ask(BALANCE);
  service.blacklist(await page.evaluate(() => window.app.state().token ?? ''));
  await ask(PROFILE);
  await waitForRows(frame, '/api/auth/', ({ length }) => length === 3);

  const { keyboard } = tools.devtools;
  const shows = (...outcomes: string[]) =>
    waitFor(`rows that are ${outcomes}`, async () => {
      const rows = await readRows(frame);
      const found = rows.map(({ outcome }) => outcome);
      if (found.join() !== outcomes.join()) throw new Error(`rows now: ${JSON.stringify(rows)}`);
      return true;
    });
  const text = () => frame.$eval('[role=searchbox]', (field) => (field as HTMLInputElement).value);
  const written = (wanted: string) =>
    waitFor(`the filter “${wanted}”`, async () => {
      const now = await text();
      if (now !== wanted) throw new Error(`it is “${now}”`);
      return true;
    });
  return { ...world, frame, tools, keyboard, shows, written };
}

function attribute(frame: Frame, selector: string, name: string): Promise<string | null> {
  return frame.$eval(selector, (element, key) => element.getAttribute(key), name);
}

const said = (frame: Frame) =>
  frame.$eval('.filter [role=status]', (status) => status.textContent ?? '');

describe('the filter', () => {
  it('takes words of its language, proposes them, and points at those it does not know', async () => {
    await using world = await filterWorld();
    const { frame, keyboard, shows, written } = world;
    await frame.focus('[role=searchbox]');
    await keyboard.type('profile status:4xx');
    await shows('rejected');
    await keyboard.press('Escape');
    await written('');
    await shows('accepted', 'accepted', 'rejected');

    await keyboard.type('ca');
    await waitFor('proposals', () => frame.$('[role=listbox] [role=option]'));
    await keyboard.press('Tab');
    await written('cause:');
    await keyboard.type('unk');
    await keyboard.press('ArrowDown');
    const active = await waitFor('an active proposal', () =>
      attribute(frame, '[role=searchbox]', 'aria-activedescendant'),
    );
    expect(await attribute(frame, `#${active}`, 'aria-selected')).toBe('true');
    await keyboard.press('Enter');
    await written('cause:unknown');
    await shows('rejected');

    await keyboard.type(' staus:401 ');
    await waitFor('the wrong word', () => frame.$('.wrong'));
    expect(await frame.$eval('.wrong', (word) => word.textContent)).toBe('staus');
    expect(await said(frame)).toBe('There is no key “staus”. Did you mean “status”?');
    expect(await attribute(frame, '[role=searchbox]', 'aria-invalid')).toBe('true');
    await shows('rejected');
    await press(frame, 'Use status');
    await written('cause:unknown status:401 ');
    await waitFor('no wrong word', async () => (await frame.$('.wrong')) === null);
  });

  it('says of each word how many rows show once it is taken, and shows page changes alone', async () => {
    await using world = await filterWorld();
    const { page, frame, keyboard } = world;
    await page.reload();
    await waitFor('the page change', () => frame.$('.row.marker'));
    await frame.focus('[role=searchbox]');
    const counts = async () => {
      await keyboard.type('is:');
      await waitFor('proposals', () => frame.$('[role=option]'));
      const found = await frame.$$eval('[role=option]', (options) =>
        options.map((option) => [...option.children].map(({ textContent }) => textContent ?? '')),
      );
      await keyboard.press('Escape');
      await keyboard.press('Escape');
      return new Map(found.map(([word = '', , rows]) => [word, Number(rows)]));
    };
    const said = await counts();
    expect(said.get('request')).toBe(3);
    for (const word of ['request', 'accepted', 'refused', 'page']) {
      await keyboard.type(`is:${word} `);
      await waitFor(`the rows that are ${word}`, async () => {
        const shown = await frame.$$eval('[role=row][data-row]', ({ length }) => length);
        if (shown !== said.get(word)) throw new Error(`${shown} show of ${said.get(word)}`);
        return true;
      });
      expect(await frame.$('.empty')).toBeNull();
      await keyboard.press('Escape');
    }
  });

  it('is switched by chips, and put back by undo', async () => {
    await using world = await filterWorld();
    const { frame, keyboard, shows, written } = world;
    await press(frame, 'INVALID_TOKEN');
    await written('is:invalid-token');
    await shows('rejected');
    await press(frame, 'Sockets');
    await written('is:socket is:invalid-token');
    await shows();
    await press(frame, 'All');
    await written('');
    await shows('accepted', 'accepted', 'rejected');

    await frame.focus('[role=searchbox]');
    await keyboard.type('is:flagged');
    await keyboard.press('Enter');
    await waitFor('the chip that says the same', async () => {
      const pressed = '.filter-chips [aria-pressed="true"]';
      return frame.$eval(pressed, (chip) => chip.textContent?.startsWith('Flagged'));
    });
    await press(frame, 'Clear filter');
    await written('');
    await keyboard.down('Control');
    await keyboard.press('z');
    await keyboard.up('Control');
    await written('is:flagged');
  });

  it('keeps Esc and Ctrl+F from DevTools, closes what is open first, and then clears', async () => {
    await using world = await filterWorld();
    const { frame, tools, keyboard, written } = world;
    const isFocused = () =>
      frame.evaluate(() => document.activeElement?.getAttribute('role') === 'searchbox');
    await frame.focus('[role=grid] [tabindex="0"]');
    await keyboard.down('Control');
    await keyboard.press('f');
    await keyboard.up('Control');
    await waitFor('the filter', isFocused);
    await keyboard.type('is:');
    await waitFor('proposals', () => frame.$('[role=listbox]'));
    await keyboard.press('Escape');
    await waitFor('no proposals', async () => (await frame.$('[role=listbox]')) === null);
    await written('is:');
    await keyboard.press('Escape');
    await written('');

    await press(frame, 'What the filter understands');
    await waitFor('the help', () => frame.$(`${HELP} table`));
    await keyboard.press('Escape');
    await waitFor('no help', async () => (await frame.$(HELP)) === null);
    await press(frame, 'What the filter understands');
    await waitFor('the help again', () => frame.$(`${HELP} table`));
    await frame.$$eval(`${HELP} button`, (buttons) =>
      buttons.find(({ textContent }) => textContent === 'left:<300')?.click(),
    );
    await written('left:<300');
    expect(await isFocused()).toBe(true);
    expect(await tools.devtools.evaluate(DISTURBED)).toBe(false);
  });
});
