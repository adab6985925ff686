import { expect, it } from 'vitest';
import { openToolbox } from '../browser/firefox.ts';
import { waitFor } from '../browser/wait.ts';
import { paint, THEMES } from '../screenshots/camera.ts';
import { ask, rowOf, STATUS, useFirefox, wear, withTab } from './firefox-world.ts';
import { openApp, openDetail, openPanel, openTab, openWorld, waitForRows } from './world.ts';

type Measure = 'height' | 'fontSize' | 'fontWeight' | 'ink' | 'ground';
/** What is compared of a part, where the browser's own panel has it, and where ours does. */
type Part = readonly [theirs: string, ours: string, measures: readonly Measure[]];

const CHROMIUM: Record<string, Part> = {
  'head of the list': [
    '.network-log-grid thead tr',
    '.row.header',
    ['height', 'fontSize', 'ink', 'ground'],
  ],
  row: [
    '.network-log-grid tr.data-grid-data-grid-node',
    '.row[data-request]',
    ['height', 'fontSize'],
  ],
  'row that is open': ['.network-log-grid tr.selected', '.row[aria-selected=true]', ['ground']],
  'strip of tabs': ['.tabbed-pane-header', '.detail-bar', ['height', 'ground']],
  tab: [
    '.tabbed-pane-header-tab:not(.selected)',
    '.detail [role=tab][aria-selected=false]',
    ['fontSize', 'fontWeight', 'ink'],
  ],
  'tab that is shown': [
    '.tabbed-pane-header-tab.selected',
    '.detail [role=tab][aria-selected=true]',
    ['fontSize', 'fontWeight', 'ink'],
  ],
  'title of a section': [
    'summary.header',
    '.section > summary',
    ['height', 'fontSize', 'fontWeight', 'ink', 'ground'],
  ],
  name: ['.header-name', '.pairs dt', ['fontSize', 'fontWeight', 'ink']],
};

const FIREFOX: Record<string, Part> = {
  'head of the list': ['.requests-list-headers', '.row.header', ['height', 'fontSize', 'ground']],
  row: ['.request-list-item', '.row[data-request]', ['height', 'fontSize']],
  'row that is open': [
    '.request-list-item.selected',
    '.row[aria-selected=true]',
    ['ground', 'ink'],
  ],
  'tab that is shown': [
    '.network-monitor .tabs-menu-item.is-active a',
    '.detail [role=tab][aria-selected=true]',
    ['fontWeight', 'ink'],
  ],
};

/** An expression for the measures of each part, in whatever shadow tree it is; of a colour, red, green and blue. */
function measuring(parts: Record<string, Part>, side: 0 | 1): string {
  const wanted = Object.entries(parts).map(([name, part]) => [name, part[side], part[2]]);
  return `((wanted) => {
    const find = (selector, root) => root.querySelector(selector) ??
      [...root.querySelectorAll('*')].reduce((found, { shadowRoot }) =>
        found ?? (shadowRoot && find(selector, shadowRoot)), null);
    const channels = (colour) => {
      const numbers = colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
      // A mixed colour has no whole channels; half a one is painted as the next.
      const isMixed = colour.startsWith('color(srgb');
      return numbers.map((each) => Math.round(isMixed ? each * 255 + 0.001 : each)).join(' ');
    };
    return Object.fromEntries(wanted.map(([name, selector, measures]) => {
      const element = find(selector, document);
      if (!element) throw new Error(name + ' is not there');
      const style = getComputedStyle(element);
      const all = {
        height: Math.round(element.getBoundingClientRect().height),
        fontSize: style.fontSize,
        fontWeight: style.fontWeight,
        ink: channels(style.color),
        ground: channels(style.backgroundColor),
      };
      return [name, Object.fromEntries(measures.map((measure) => [measure, all[measure]]))];
    }));
  })(${JSON.stringify(wanted)})`;
}

/** Opens the first request of Chromium’s own list, as a click of a person would. */
const OPEN_FIRST = `(() => {
  const find = (selector, root) => root.querySelector(selector) ??
    [...root.querySelectorAll('*')].reduce((found, { shadowRoot }) =>
      found ?? (shadowRoot && find(selector, shadowRoot)), null);
  const { x, y } = find('.network-log-grid td.name-column', document)?.getBoundingClientRect() ?? {};
  return x === undefined ? null : [x + 30, y + 8];
})()`;

it('looks as Chromium’s own Network panel beside it, light and dark', async () => {
  await using world = await openWorld();
  await openApp(world.page, 'current');
  const opened = await openPanel(world.page);
  const { frame, tools } = opened;
  await tools.showOther('network');
  await world.page.evaluate(() => window.app.signIn());
  const at = await waitFor('a row of the Network panel', async () => {
    return (await tools.devtools.evaluate(OPEN_FIRST)) as [number, number] | null;
  });
  await tools.devtools.mouse.click(...at);
  await waitFor('what it shows of a request', () =>
    tools.devtools.evaluate(measuring(CHROMIUM, 0)),
  );
  await tools.panel();
  const [login] = await waitForRows(frame, '/login', ({ length }) => length > 0);
  if (login) await openDetail(frame, login);
  await openTab(frame, 'Request');
  for (const theme of THEMES) {
    await tools.panel();
    await paint(opened, theme);
    const ours = await frame.evaluate(measuring(CHROMIUM, 1));
    await tools.showOther('network');
    expect({ theme, ours }).toEqual({
      theme,
      ours: await tools.devtools.evaluate(measuring(CHROMIUM, 0)),
    });
  }
});

const world = useFirefox();

it('looks as Firefox’s own Network panel beside it, light and dark', () =>
  withTab(world(), async (page) => {
    const { firefox } = world();
    await openApp(page, 'current', 'signin');
    const toolbox = await openToolbox(firefox, page);
    await ask(page, 'first');
    await rowOf(toolbox, `${STATUS}first`);
    const inNetmonitor = (code: string) =>
      firefox.inside.chrome<object>(`ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs')
        .require('devtools/client/framework/devtools').gDevTools.getToolboxForTab(gBrowser.selectedTab)
        .getCurrentPanel().panelWin.eval(${JSON.stringify(code)})`);
    for (const theme of THEMES) {
      await toolbox.showPanel();
      await wear(firefox, toolbox, theme);
      await toolbox.click('.row[data-request]');
      const ours = await waitFor('our measures', () => toolbox.evaluate(measuring(FIREFOX, 1)));
      await toolbox.showOther('netmonitor');
      const theirs = await waitFor('their measures', async () => {
        await inNetmonitor(`document.querySelector('.request-list-item')
          ?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true })) ?? null`);
        return inNetmonitor(measuring(FIREFOX, 0));
      });
      expect({ theme, ours }).toEqual({ theme, ours: theirs });
    }
  }));
