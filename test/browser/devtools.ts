import type { Frame, Page } from 'puppeteer-core';
import { waitFor } from './wait.ts';

export interface DevToolsOptions {
  /** Where DevTools sit; default `undocked`: the panel is then as wide as `width`. */
  dock?: 'undocked' | 'right' | 'bottom';
  /** Size of the whole DevTools page in CSS pixels; left alone unless both are given. */
  width?: number;
  height?: number;
  /** Docked only: width (right) or height (bottom) of DevTools themselves, in CSS pixels. */
  dockSize?: number;
  /** A dark or light theme whatever the browser's; applied before the panel is shown. */
  dark?: boolean;
}

export interface DevTools {
  /** The page in which Chromium draws DevTools. */
  devtools: Page;
  /** Shows our panel and returns its frame, loaded. Click in it with `evaluate(el => el.click())`. */
  panel(): Promise<Frame>;
  /** Shows our panel without waiting for its document. */
  showPanel(): Promise<void>;
  /** Shows another panel, for example `network`; ours stays alive, hidden. */
  showOther(id: string): Promise<void>;
  /** Docks DevTools elsewhere while they are open. */
  dock(side: NonNullable<DevToolsOptions['dock']>): Promise<void>;
  /** Pictures DevTools, our panel included, as a PNG file. */
  screenshot(path: string): Promise<void>;
  close(): Promise<void>;
}

/** Where DevTools keep what extensions cannot reach: tabs and docking. */
const UI = `const UI = await import('devtools://devtools/bundled/ui/legacy/legacy.js');`;
const VIEW = `${UI} const view = UI.InspectorView.InspectorView.instance();`;
const DOCK = `${UI} const dock = UI.DockController.DockController.instance();`;

/** Opens real DevTools on `page` and waits until our panel's tab is in them. */
export async function openDevTools(page: Page, options: DevToolsOptions = {}): Promise<DevTools> {
  const devtools = await page.openDevTools();
  /** Code goes as text: a compiler would rewrite the `import()` in a function. */
  const run = <T>(code: string) => devtools.evaluate(`(async () => {${code}})()`) as Promise<T>;

  if (options.dark !== undefined) {
    const value = options.dark ? 'dark' : 'light';
    await devtools.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
  }
  const { width, height } = options;
  if (width !== undefined && height !== undefined) {
    // A scale factor of 0 keeps the browser's own.
    await devtools.setViewport({ width, height, deviceScaleFactor: 0 });
  }
  const tabId = await waitFor('our tab in DevTools', async () => {
    const ids = await run<string[]>(`${VIEW} return view.tabbedPane.tabIds();`);
    return ids.find((id) => id.startsWith('chrome-extension://') && id.endsWith('Tokens'));
  });
  await setDock(run, options.dock ?? 'undocked', options.dockSize);

  const show = async (id: string) => {
    await run(`${VIEW} await view.showPanel(${JSON.stringify(id)});`);
    await waitFor(`the panel ${id} to be in front`, async () => {
      const selected = await run<string>(`${VIEW} return view.tabbedPane.selectedTabId;`);
      return selected === id;
    });
  };
  return {
    devtools,
    showPanel: () => show(tabId),
    showOther: show,
    panel: async () => {
      await show(tabId);
      return await waitFor('our panel to load', () => loadedPanel(devtools));
    },
    dock: (side) => setDock(run, side),
    screenshot: async (path) => {
      if (!path.endsWith('.png')) throw new Error(`A picture is a .png file, not ${path}`);
      await devtools.screenshot({ path: path as `${string}.png` });
    },
    close: async () => {
      if (devtools.isClosed()) return;
      await devtools.close();
      await waitFor('DevTools to close', async () => !(await page.hasDevTools()));
    },
  };
}

async function loadedPanel(devtools: Page): Promise<Frame | undefined> {
  const frame = devtools
    .frames()
    .find((f) => f.url().startsWith('chrome-extension://') && f.url().includes('/panel'));
  const state = await frame?.evaluate('document.readyState');
  return state === 'complete' ? frame : undefined;
}

type Run = <T>(code: string) => Promise<T>;

async function setDock(
  run: Run,
  side: NonNullable<DevToolsOptions['dock']>,
  size?: number,
): Promise<void> {
  await run(`${DOCK} dock.setDockSide('${side}');`);
  await waitFor(`DevTools to be ${side}`, async () => {
    return (await run<string>(`${DOCK} return dock.dockSide();`)) === side;
  });
  if (size === undefined || side === 'undocked') return;
  // The split between the page's place and DevTools is the nearest widget above that can be sized.
  await run(`${VIEW}
    let split = view.parentWidget();
    while (split && !split.setSidebarSize) split = split.parentWidget();
    split.setSidebarSize(${size});`);
}
