import { describe, expect, it } from 'vitest';
import { withMissingApis } from '../../src/platform/missing-apis.ts';

/** A namespace as Chromium 144 could have it: `browser` without `devtools`, `chrome` with callbacks. */
function chromium144() {
  const browser: Record<string, unknown> = { runtime: { id: 'tokens' }, storage: {} };
  const created: string[] = [];
  const chrome = {
    runtime: { id: 'another object' },
    devtools: {
      panels: {
        themeName: 'dark',
        create(title: string, _icon: string, _page: string, done: (panel: object) => void) {
          created.push(title);
          done({ isPanel: true });
        },
      },
      network: { getHAR: (done: (log: object) => void) => done({ entries: [1, 2] }) },
      inspectedWindow: {
        tabId: 7,
        eval: (expression: string, done: (result: unknown, exception?: unknown) => void) =>
          expression === 'bad' ? done(undefined, { isException: true }) : done('futureguide.id'),
      },
    },
  };
  return { browser, chrome, created };
}

type Devtools = {
  panels: { themeName: string; create(title: string, icon: string, page: string): Promise<object> };
  network: { getHAR(): Promise<object> };
  inspectedWindow: { tabId: number; eval(expression: string): Promise<unknown[]> };
};

describe('a browser namespace without devtools', () => {
  it('keeps what it has', () => {
    const { browser, chrome } = chromium144();
    const whole = withMissingApis(browser, chrome);
    expect(whole.runtime).toBe(browser.runtime);
    expect(whole.storage).toBe(browser.storage);
  });

  it('has the devtools of chrome, with promises', async () => {
    const { browser, chrome, created } = chromium144();
    const { panels, network, inspectedWindow } = withMissingApis(browser, chrome)
      .devtools as Devtools;
    expect(await panels.create('Tokens', '', '/panel.html')).toEqual({ isPanel: true });
    expect(created).toEqual(['Tokens']);
    expect(panels.themeName).toBe('dark');
    expect(await network.getHAR()).toEqual({ entries: [1, 2] });
    expect(inspectedWindow.tabId).toBe(7);
    expect((await inspectedWindow.eval('location.host'))[0]).toBe('futureguide.id');
    expect((await inspectedWindow.eval('bad'))[1]).toEqual({ isException: true });
  });

  it('is what the browser has where nothing is missing', () => {
    const { browser, chrome } = chromium144();
    const devtools = {};
    expect(withMissingApis({ ...browser, devtools }, chrome).devtools).toBe(devtools);
    expect(withMissingApis(browser, undefined)).toBe(browser);
  });

  it('sets up no API that is not used', () => {
    const { browser, chrome } = chromium144();
    const used: string[] = [];
    const told = <Api extends object>(whose: string, namespace: Api): Api =>
      new Proxy(namespace, {
        get(target, name) {
          used.push(`${whose}.${String(name)}`);
          return Reflect.get(target, name);
        },
      });
    const whole = withMissingApis(told('browser', browser), told('chrome', chrome));
    expect(whole.storage).toBe(browser.storage);
    expect(used).toEqual(['browser.storage']);
  });
});
