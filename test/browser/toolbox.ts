import { writeFile } from 'node:fs/promises';
import type { Page } from 'puppeteer-core';
import type { Evaluate, FirefoxInside } from './firefox-inside.ts';
import { waitFor } from './wait.ts';

export interface Toolbox {
  /** In our panel's document. */
  evaluate: Evaluate;
  /** Text of the first match in our panel; an error if there is none. */
  text(selector: string): Promise<string>;
  attribute(selector: string, name: string): Promise<string | null>;
  click(selector: string): Promise<void>;
  showPanel(): Promise<void>;
  /** Shows one of Firefox's own tools, for example `netmonitor`. */
  showOther(id: string): Promise<void>;
  /** Docks the toolbox elsewhere, which makes the panel's document anew; done once it is drawn. */
  dock(side: 'bottom' | 'right' | 'window'): Promise<void>;
  /** Pictures our panel, without the toolbox around it, as a PNG file. */
  screenshot(path: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens Firefox's real toolbox for `page` and shows our panel in it; one toolbox at a time. `tab` says
 * in Firefox's own window where the tab of the page is found.
 */
export async function openToolbox(
  { inside }: { inside: FirefoxInside },
  page: Page,
  tab = 'gBrowser.selectedTab',
): Promise<Toolbox> {
  await page.bringToFront();
  // The toolbox stays reachable by its tab; a global of ours would outlive it.
  const toolbox = `${DEVTOOLS}.getToolboxForTab(${tab})`;
  await inside.chrome(
    `${DEVTOOLS}.showToolboxForTab(${tab}, { toolId: 'netmonitor' }).then(() => {})`,
  );
  const toolId = await waitFor('our tab in the toolbox', () =>
    inside.chrome<string | undefined>(`${toolbox}.visibleAdditionalTools[0]`),
  );
  const showOther = async (id: string) => {
    await inside.chrome(`${toolbox}.selectTool(${JSON.stringify(id)}).then(() => {})`);
  };
  const evaluate = inside.view('devtools_panel');
  const showPanel = async () => {
    await showOther(toolId);
    await waitFor('our panel to load', async () => {
      const [state, url] = await evaluate<string[]>('[document.readyState, location.href]');
      return state === 'complete' && url?.startsWith('moz-extension://');
    });
  };
  const inElement = <T>(selector: string, code: string) =>
    evaluate<T>(`((el) => {
      if (!el) throw new Error(${JSON.stringify(`nothing matches ${selector}`)});
      return ${code};
    })(document.querySelector(${JSON.stringify(selector)}))`);

  await showPanel();
  return {
    evaluate,
    text: (selector) => inElement(selector, 'el.textContent'),
    attribute: (selector, name) => inElement(selector, `el.getAttribute(${JSON.stringify(name)})`),
    click: (selector) => inElement(selector, 'void el.click()'),
    showPanel,
    showOther,
    dock: async (side) => {
      await evaluate('void (window.isBeforeDocking = true)');
      await inside.chrome(`${toolbox}.switchHost(${JSON.stringify(side)}).then(() => {})`);
      await showPanel();
      await waitFor('the panel’s new document', () =>
        evaluate<boolean>(
          `!window.isBeforeDocking && Boolean(document.querySelector('[role=grid]'))`,
        ),
      );
    },
    screenshot: async (path) => writeFile(path, await inside.picture('devtools_panel')),
    close: async () => {
      await inside.chrome(`${toolbox}?.destroy().then(() => {})`);
    },
  };
}

const DEVTOOLS = `ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs')
  .require('devtools/client/framework/devtools').gDevTools`;
