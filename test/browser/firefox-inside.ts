import type { Browser } from 'puppeteer-core';

/** Evaluates an expression (a promise is awaited) and gives back its value through JSON. */
export type Evaluate = <T>(expression: string) => Promise<T>;

/** The documents of an extension that a test may look into. */
export type ExtensionView = 'background' | 'devtools_page' | 'devtools_panel' | 'popup' | 'tab';

/** The inside of a Firefox that was started with `--remote-allow-system-access`. */
export interface FirefoxInside {
  /** In the browser's own window, with all its privileges. */
  chrome: Evaluate;
  /** In the newest document of that kind of our extension. */
  view(kind: ExtensionView): Evaluate;
  /** Whether there is a document of that kind. */
  has(kind: ExtensionView): Promise<boolean>;
  /** Clicks in the middle of an element of that document as a person does; its tab must be in front. */
  click(kind: ExtensionView, selector: string): Promise<void>;
  /** A picture of that document, as PNG. */
  picture(kind: ExtensionView): Promise<Buffer>;
}

/** What puppeteer keeps to itself: the raw WebDriver BiDi connection. */
interface Connection {
  send(method: string, params: object): Promise<{ result: unknown }>;
}

interface Evaluated {
  type: 'success' | 'exception';
  result?: { value?: unknown };
  exceptionDetails?: { text: string };
}

/** BiDi knows tabs only; these names make it find our extension's documents too. */
const VIEW_PREFIX = 'extension-view:';

export async function lookInside(browser: Browser, extensionId: string): Promise<FirefoxInside> {
  const connection = connectionOf(browser);
  const tree = (await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' }))
    .result as { contexts: { context: string; url: string }[] };
  const window = tree.contexts.find(({ url }) => url.endsWith('/browser.xhtml'));
  if (!window) throw new Error('Firefox shows no browser window');

  const evaluateIn =
    (context: string): Evaluate =>
    async <T>(expression: string) => {
      const answer = (
        await connection.send('script.evaluate', {
          expression: `(async () => JSON.stringify(await (${expression})))()`,
          target: { context },
          awaitPromise: true,
        })
      ).result as Evaluated;
      if (answer.type === 'exception') throw new Error(answer.exceptionDetails?.text);
      const json = answer.result?.value;
      return (typeof json === 'string' ? JSON.parse(json) : undefined) as T;
    };
  const chrome = evaluateIn(window.context);
  await chrome(NAME_THE_VIEWS(extensionId));
  return {
    chrome,
    view: (kind) => evaluateIn(VIEW_PREFIX + kind),
    has: (kind) =>
      chrome(`[...(WebExtensionPolicy.getByID(${JSON.stringify(extensionId)})?.extension.views ?? [])]
        .some(({ viewType }) => viewType === '${kind}')`),
    click: async (kind, selector) => {
      const [x, y] = await evaluateIn(VIEW_PREFIX + kind)<[number, number]>(`((element) => {
        element.scrollIntoView({ block: 'center' });
        const { left, top, width, height } = element.getBoundingClientRect();
        return [Math.round(left + width / 2), Math.round(top + height / 2)];
      })(document.querySelector(${JSON.stringify(selector)}))`);
      const actions = [
        { type: 'pointerMove', x, y },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ];
      await connection.send('input.performActions', {
        context: VIEW_PREFIX + kind,
        actions: [{ type: 'pointer', id: 'mouse', actions }],
      });
    },
    picture: async (kind) => {
      const shot = await connection.send('browsingContext.captureScreenshot', {
        context: VIEW_PREFIX + kind,
      });
      return Buffer.from((shot.result as { data: string }).data, 'base64');
    },
  };
}

const NAME_THE_VIEWS = (extensionId: string) => `(() => {
  const { NavigableManager } = ChromeUtils.importESModule(
    'chrome://remote/content/shared/NavigableManager.sys.mjs');
  const find = NavigableManager.getBrowsingContextById.bind(NavigableManager);
  NavigableManager.getBrowsingContextById = (id) => {
    if (!String(id).startsWith('${VIEW_PREFIX}')) return find(id);
    const kind = id.slice(${VIEW_PREFIX.length});
    const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(extensionId)});
    const views = [...extension.views].filter((view) => view.viewType === kind);
    return views.at(-1)?.xulBrowser?.browsingContext ?? null;
  };
})()`;

function connectionOf(browser: Browser): Connection {
  if ('connection' in browser && typeof browser.connection === 'object' && browser.connection) {
    return browser.connection as Connection;
  }
  throw new Error('This puppeteer hides its WebDriver BiDi connection elsewhere');
}
