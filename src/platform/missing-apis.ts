/** The parts of `chrome.devtools` that answer by callback. */
interface CallbackDevtools {
  panels: {
    create(title: string, icon: string, page: string, done: (panel: object) => void): void;
  };
  network: { getHAR(done: (log: object) => void): void };
  inspectedWindow: {
    eval(expression: string, done: (result: unknown, exception: unknown) => void): void;
  };
}

/** An object that is like another but for what is given here. */
function like<Base extends object, Own extends object>(base: Base, own: Own): Base & Own {
  return Object.assign(Object.create(base) as Base, own);
}

/** `chrome.devtools` with the promises of `browser.devtools`. */
function promised(devtools: CallbackDevtools): object {
  const { panels, network, inspectedWindow } = devtools;
  return like(devtools, {
    panels: like(panels, {
      create: (title: string, icon: string, page: string) =>
        new Promise((resolve) => panels.create(title, icon, page, resolve)),
    }),
    network: like(network, {
      getHAR: () => new Promise((resolve) => network.getHAR(resolve)),
    }),
    inspectedWindow: like(inspectedWindow, {
      eval: (expression: string) =>
        new Promise((resolve) => inspectedWindow.eval(expression, (...answer) => resolve(answer))),
    }),
  });
}

/** What the extension uses; where a context has none of it, as in a page, it stays missing. */
const USED = [
  'action',
  'alarms',
  'commands',
  'declarativeNetRequest',
  'devtools',
  'i18n',
  'management',
  'notifications',
  'permissions',
  'runtime',
  'scripting',
  'storage',
  'tabs',
  'webRequest',
  'windows',
];

/**
 * The `browser` namespace with what it lacks taken from `chrome`, API by API: Chromium 144 to 151
 * could have the one without `devtools`.
 */
export function withMissingApis<Api extends object>(browser: Api, chrome: object | undefined): Api {
  const found: Record<string, unknown> = {};
  for (const name of USED) {
    if (!chrome || Reflect.get(browser, name) !== undefined) continue;
    const api: unknown = Reflect.get(chrome, name);
    if (api !== undefined)
      found[name] = name === 'devtools' ? promised(api as CallbackDevtools) : api;
  }
  return Object.keys(found).length > 0 ? like(browser, found) : browser;
}
