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

/**
 * The `browser` namespace with what it lacks taken from `chrome`, API by API: Chromium 144 to 151
 * could have the one without `devtools`. An API is looked for when it is used: to set all of them up
 * takes a page as long as to draw the popup.
 */
export function withMissingApis<Api extends object>(browser: Api, chrome: object | undefined): Api {
  if (!chrome) return browser;
  return new Proxy(browser, {
    get(_, name) {
      const own: unknown = Reflect.get(browser, name);
      if (own !== undefined) return own;
      const other: unknown = Reflect.get(chrome, name);
      return name === 'devtools' && other ? promised(other as CallbackDevtools) : other;
    },
  });
}
