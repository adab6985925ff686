import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { showNotice, watchNotices } from '../../src/background/notices.ts';
import { said } from '../../src/core/language/language.ts';
import { serveLocaleFiles } from '../panel/locale-files.ts';

type Listener<T> = (value: T) => void;

class Event<T> {
  /** as in a browser, one that is added twice is told once */
  readonly listeners = new Set<Listener<T>>();

  addListener = (listener: Listener<T>) => void this.listeners.add(listener);
  tell(value: T): void {
    for (const listener of this.listeners) listener(value);
  }
}

interface Shown {
  id: string;
  message: string;
}

/** A browser in which the permission comes and goes, and with it the API. */
class Browser {
  readonly shown: Shown[] = [];
  readonly windows: string[] = [];
  readonly clicks = new Event<string>();
  readonly onAdded = new Event<void>();
  notifications: object | undefined;
  isPrivate = false;

  readonly permissions = {
    contains: async () => this.notifications !== undefined,
    onAdded: this.onAdded,
  };
  readonly tabs = { get: async () => ({ incognito: this.isPrivate }), query: async () => [] };
  readonly storage = { local: { get: async () => ({ settings: { locale: 'en' } }) } };
  readonly runtime = { getURL: (path: string) => `extension://${path}` };
  readonly i18n = { getUILanguage: () => 'en' };
  readonly windowsApi = { create: async ({ url }: { url: string }) => this.windows.push(url) };

  allow(): void {
    this.notifications = {
      create: async (id: string, { message }: { message: string }) => {
        this.shown.push({ id, message });
      },
      clear: async (id: string) => {
        const at = this.shown.findIndex((one) => one.id === id);
        if (at >= 0) this.shown.splice(at, 1);
      },
      onClicked: this.clicks,
    };
    this.onAdded.tell();
  }

  withdraw(): void {
    this.notifications = undefined;
  }
}

const given = vi.hoisted((): { browser: unknown } => ({ browser: null }));
vi.mock('../../src/platform/browser.ts', () => ({
  get browser() {
    return given.browser;
  },
}));

let browser: Browser;
beforeEach(() => {
  serveLocaleFiles();
  browser = new Browser();
  given.browser = new Proxy(browser, {
    get: (target, name) =>
      name === 'windows' ? target.windowsApi : Reflect.get(target, name, target),
  });
});
afterEach(() => vi.unstubAllGlobals());

const NOTICE = {
  key: 'refused',
  said: said('notice_refused', { host: 'futureguide.id', at: Date.UTC(2026, 9, 20) }),
};

describe('a notification', () => {
  it('is shown as long as its permission is there, the last of a tab alone', async () => {
    await showNotice(7, NOTICE);
    expect(browser.shown).toEqual([]);
    browser.allow();
    await showNotice(7, NOTICE);
    expect(browser.shown).toEqual([
      { id: 'session-7', message: expect.stringMatching(/futureguide\.id refused the session/) },
    ]);
    browser.withdraw();
    await showNotice(8, NOTICE);
    expect(browser.shown).toHaveLength(1);
  });

  it('never tells of a private window', async () => {
    browser.allow();
    browser.isPrivate = true;
    await showNotice(7, NOTICE);
    expect(browser.shown).toEqual([]);
  });

  it('opens the window of its tab when it is clicked, and is gone', async () => {
    browser.allow();
    watchNotices();
    await showNotice(7, NOTICE);
    browser.clicks.tell('session-7');
    await vi.waitFor(() => {
      expect(browser.windows).toEqual(['extension://src/window/window.html?tab=7']);
    });
    expect(browser.shown).toEqual([]);
    browser.clicks.tell('of another');
    expect(browser.windows).toHaveLength(1);
  });

  it('is heard once, whenever its permission was granted, withdrawn and granted again', async () => {
    watchNotices();
    expect(browser.clicks.listeners.size).toBe(0);
    browser.allow();
    browser.withdraw();
    browser.allow();
    expect(browser.clicks.listeners.size).toBe(1);
  });
});
