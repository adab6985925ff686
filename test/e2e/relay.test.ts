import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RelayObservation } from '../../src/messages.ts';
import { PAGE_EVENT } from '../../src/page-channel.ts';
import { waitFor } from '../browser/wait.ts';
import { APP, openWorld, type World } from './world.ts';

interface Heard {
  heard?: RelayObservation[];
}

let world: World;
let page: Page;

/** Hears in the background all that relays send. */
async function listen(): Promise<void> {
  const worker = await world.chrome.worker();
  await waitFor('the background to have started', () =>
    worker.evaluate(() => Boolean(globalThis.chrome?.runtime?.onMessage)),
  );
  await worker.evaluate(() => {
    const here = globalThis as Heard;
    here.heard = [];
    chrome.runtime.onMessage.addListener((message: { observations?: RelayObservation[] }) => {
      here.heard?.push(...(message.observations ?? []));
    });
  });
}

async function heard<K extends RelayObservation['kind']>(
  kind: K,
): Promise<Extract<RelayObservation, { kind: K }>[]> {
  const worker = await world.chrome.worker();
  const all = (await worker.evaluate(() => (globalThis as Heard).heard)) ?? [];
  return all.filter((it): it is Extract<RelayObservation, { kind: K }> => it.kind === kind);
}

/** Waits until the last that was told of storage is this. */
async function storageTold(entries: Record<string, string>, cookie?: string): Promise<void> {
  await waitFor(`storage with ${JSON.stringify(entries)}`, async () => {
    const last = (await heard('storage')).at(-1);
    expect(last?.entries).toEqual(entries);
    expect(last?.cookies.token).toBe(cookie);
    return true;
  });
}

beforeAll(async () => {
  world = await openWorld();
  await listen();
});
beforeEach(async () => {
  page = await world.chrome.browser.newPage();
  await page.goto(`${APP}/?build=current`);
  await page.evaluate(() => {
    localStorage.clear();
    // biome-ignore lint/suspicious/noDocumentCookie: this is how the app clears it
    document.cookie = 'token=; path=/; max-age=0';
  });
  await storageTold({});
  return () => page.close();
});
afterAll(() => world?.[Symbol.asyncDispose]());

describe('a page that nobody watches', () => {
  /** How many elements of ours there were at the end of `load`. */
  async function oursAtLoad(fresh: Page): Promise<number> {
    await fresh.evaluateOnNewDocument(() => {
      addEventListener('load', () => {
        const count = document.head.querySelectorAll('div').length;
        Object.assign(window, { oursAtLoad: count });
      });
    });
    await fresh.goto(`${APP}/?build=current`);
    return fresh.evaluate(() => (window as unknown as { oursAtLoad: number }).oursAtLoad);
  }

  it('is left alone until it has loaded', async () => {
    const fresh = await world.chrome.browser.newPage();
    expect(await oursAtLoad(fresh)).toBe(0);
    await waitFor('our frame', () =>
      fresh.evaluate(() => document.head.querySelectorAll('div').length === 1),
    );
    await fresh.close();
  });

  it('is heard at once when it is refused', async () => {
    const fresh = await world.chrome.browser.newPage();
    await fresh.evaluateOnNewDocument((name) => {
      const url = 'https://api.futureguide.id/api/early';
      const told = { kind: 'refusal', method: 'GET', url, status: 401, body: '' };
      document.addEventListener('DOMContentLoaded', () => {
        const detail = JSON.stringify({ ...told, startedAt: Date.now() });
        document.dispatchEvent(new CustomEvent(name, { detail }));
      });
    }, PAGE_EVENT);
    expect(await oursAtLoad(fresh)).toBe(1);
    await waitFor('the refusal', async () =>
      (await heard('refusal')).some(({ url }) => url.endsWith('/api/early')),
    );
    await fresh.close();
  });
});

describe('the relay sees every write to the token storage', () => {
  it('in whatever way it is written, under the Content-Security-Policy of the app', async () => {
    await page.evaluate(() => localStorage.setItem('token', 'a'));
    await storageTold({ token: 'a' });
    await page.evaluate(() => {
      localStorage.token = 'b';
    });
    await storageTold({ token: 'b' });
    await page.evaluate(() => {
      localStorage.setItem('theme', 'dark');
      delete localStorage.token;
    });
    await storageTold({});
    await page.evaluate(() => {
      localStorage.auth_token = 'c';
      // biome-ignore lint/suspicious/noDocumentCookie: this is how the app sets it
      document.cookie = 'token=d; path=/';
    });
    await storageTold({ auth_token: 'c' }, 'd');
    await page.evaluate(() => {
      // biome-ignore lint/suspicious/noDocumentCookie: this is how the app sets it
      document.cookie = 'token=e; path=/';
    });
    await storageTold({ auth_token: 'c' }, 'e');
    await page.evaluate(() => localStorage.clear());
    await storageTold({}, 'e');
  });

  it('and the last of many', async () => {
    await page.evaluate(() => {
      for (let count = 1; count <= 2_000; count += 1) localStorage.token = `t${count}`;
    });
    await storageTold({ token: 't2000' });
  });

  it('of another tab', async () => {
    const other = await world.chrome.browser.newPage();
    await other.goto(`${APP}/auth`);
    await other.evaluate(() => localStorage.setItem('token', 'of the other'));
    await storageTold({ token: 'of the other' });
    await other.close();
  });

  it.each<[string, () => void]>([
    ['the head is emptied', () => document.head.replaceChildren()],
    ['the root is emptied', () => document.documentElement.replaceChildren()],
    [
      'the root is replaced',
      () => document.documentElement.replaceWith(document.createElement('html')),
    ],
    [
      'the document is written anew',
      () => {
        document.open();
        document.write('<!doctype html><title>new</title><body>new</body>');
        document.close();
      },
    ],
  ])('after %s', async (_, act) => {
    await page.evaluate(act);
    await page.evaluate(() => localStorage.setItem('token', 'after'));
    await storageTold({ token: 'after' });
    const refusals = (await heard('refusal')).length;
    await page.evaluate(() => void fetch('https://api.futureguide.id/api/auth/profile'));
    await waitFor('a refusal', async () => (await heard('refusal')).length > refusals);
  });

  it('with nothing the page could take hold of', async () => {
    const seen = await page.evaluate(() => ({
      frames: window.length,
      roots: [...document.querySelectorAll('*')].filter(({ shadowRoot }) => shadowRoot).length,
      attributes: document.documentElement.getAttributeNames().length,
      root: [...document.documentElement.children].map(({ tagName }) => tagName),
      body: document.body.querySelectorAll('iframe').length,
    }));
    expect(seen).toMatchObject({ frames: 0, roots: 0, root: ['HEAD', 'BODY'], body: 0 });
  });
});

describe('the relay announces its document', () => {
  it('when it loads and when it comes back', async () => {
    const from = async () =>
      (await heard('document')).filter(({ url }) => url.includes('turn=1')).map((it) => it.from);
    await page.goto(`${APP}/?build=current&turn=1`);
    await page.goto(`${APP}/auth`);
    await page.goBack();
    await waitFor('both', async () => (await from()).length === 2);
    expect(await from()).toEqual(['load', 'back-forward-cache']);
  });

  it('not because its scripts say that it came back', async () => {
    await page.goto(`${APP}/?build=current&turn=2`);
    await page.evaluate(() => {
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      localStorage.token = 'after';
    });
    await storageTold({ token: 'after' });
    const told = (await heard('document')).filter(({ url }) => url.includes('turn=2'));
    expect(told.map(({ from }) => from)).toEqual(['load']);
  });

  it('only once it is shown, where it was prerendered', async () => {
    const path = '/auth?prerendered=1';
    const announced = async () => (await heard('document')).filter((it) => it.url.endsWith(path));
    // The production policy would refuse the rules.
    await page.goto(`${APP}/?build=v1`);
    await page.evaluate((address) => {
      const rules = document.createElement('script');
      rules.type = 'speculationrules';
      const prerender = [{ source: 'list', urls: [address], eagerness: 'immediate' }];
      rules.text = JSON.stringify({ prerender });
      document.head.append(rules);
    }, path);
    await waitFor('the prerendered document to run', () => {
      const paths = world.service.log.map((entry) => entry.path);
      return paths.includes(path) && paths.lastIndexOf('/app/main.js') > paths.indexOf(path);
    });
    expect(await announced()).toEqual([]);
    await page.evaluate((address) => {
      location.href = address;
    }, path);
    await waitFor('the announcement', async () => (await announced()).length > 0);
    expect((await announced()).map(({ from }) => from)).toEqual(['prerender']);
  });
});

describe('an extension that is gone', () => {
  it('leaves the page as it was, without a word', async () => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => complaints.push(message.text()));
    const worker = await world.chrome.worker();
    await worker.evaluate(() => chrome.runtime.reload());
    await waitFor('the hooks to be gone', () =>
      page.evaluate(() => {
        localStorage.setItem('token', String(Math.random()));
        return /function fetch/.test(Function.prototype.toString.call(fetch));
      }),
    );
    expect(await page.evaluate(() => document.head.querySelector('div'))).toBeNull();
    expect(complaints).toEqual([]);
  });
});
