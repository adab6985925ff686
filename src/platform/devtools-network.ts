import { browser } from './browser.ts';

/** An entry as `devtools.network` hands it out: HAR 1.2 plus a way to its body. */
export interface NetworkEntry {
  getContent?: (callback: (content: unknown, encoding: unknown) => void) => unknown;
}

/** Calls back for every finished request of the inspected tab until the signal aborts. */
export function onRequestFinished(call: (entry: NetworkEntry) => void, signal: AbortSignal): void {
  const listener = (entry: object) => call(entry as NetworkEntry);
  browser.devtools.network.onRequestFinished.addListener(listener);
  signal.addEventListener('abort', () =>
    browser.devtools.network.onRequestFinished.removeListener(listener),
  );
}

/** Everything DevTools still lists, which is at most since the last navigation. */
/** Calls with the address of each page that the tab comes to show, until the signal aborts. */
export function onNavigated(call: (url: string) => void, signal: AbortSignal): void {
  browser.devtools.network.onNavigated.addListener(call);
  signal.addEventListener('abort', () => browser.devtools.network.onNavigated.removeListener(call));
}

export async function listEntries(): Promise<NetworkEntry[]> {
  const log = (await browser.devtools.network.getHAR()) as { entries?: unknown };
  return Array.isArray(log.entries) ? (log.entries as NetworkEntry[]) : [];
}

export interface Content {
  content: string | null;
  isBase64: boolean;
}

/** Chromium calls back (content, encoding); Firefox returns a promise of [content, MIME type]. */
export function readContent(entry: NetworkEntry): Promise<Content> {
  return new Promise((resolve) => {
    const settle = (content: unknown, encoding: unknown) =>
      resolve({
        content: typeof content === 'string' ? content : null,
        isBase64: encoding === 'base64',
      });
    const pending = entry.getContent?.(settle);
    if (pending instanceof Promise)
      pending.then(
        (pair: unknown) => {
          const [content, encoding] = Array.isArray(pair) ? pair : [pair, ''];
          settle(content, encoding);
        },
        () => settle(null, ''),
      );
    if (!entry.getContent) settle(null, '');
  });
}

/** A resource as `inspectedWindow.getResources` hands it out; Firefox has none. */
interface PageResource {
  url: string;
  getContent(callback: (content: unknown, encoding: unknown) => void): unknown;
}

type GetResources = (callback: (resources: PageResource[]) => void) => unknown;

/** The body of the newest answer from this address, which DevTools keeps with the page. */
export function readResource(url: string): Promise<Content> {
  const inspected: object = browser.devtools.inspectedWindow;
  const { getResources } = inspected as { getResources?: GetResources };
  const none = { content: null, isBase64: false };
  if (!getResources) return Promise.resolve(none);
  return new Promise((resolve) => {
    getResources.call(inspected, (resources) => {
      const resource = resources.find((each) => each.url === url);
      if (!resource) resolve(none);
      resource?.getContent((content, encoding) =>
        resolve({
          content: typeof content === 'string' ? content : null,
          isBase64: encoding === 'base64',
        }),
      );
    });
  });
}
