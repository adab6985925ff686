import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/core/faults/fault.ts';
import { FAULT_LEASE_MS } from '../../src/core/faults/lease.ts';
import { FAULT_KEY } from '../../src/page-channel.ts';
import { idToken, NEW_IAT, OLD, OLD_IAT, STORAGES } from '../relay/fake-page.ts';
import { fc } from '../seeded.ts';
import { FaultBrowser, TABS } from './fault-browser.ts';

const EVERYTHING = { path: null, method: null, times: null };
const FAULTS: Fault[] = [
  { name: 'expire-now' },
  { name: 'remove' },
  { name: 'quote' },
  { name: 'keep-old-token' },
  { name: 'drop-authorization', scope: EVERYTHING },
  { name: 'block-refresh' },
  { name: 'fail-refresh', status: 500 },
  { name: 'delay-refresh', seconds: 3 },
];

const tab = fc.constantFrom(...TABS);
const anyEvent = fc.oneof(
  fc.record({ kind: fc.constant('on'), tab, fault: fc.constantFrom(...FAULTS) }),
  fc.record({ kind: fc.constantFrom('undo', 'ping', 'reload', 'close'), tab }),
  fc.record({ kind: fc.constant('pass'), ms: fc.nat(FAULT_LEASE_MS) }),
  fc.record({ kind: fc.constant('stop'), calls: fc.nat(4) }),
  fc.record({ kind: fc.constantFrom('refresh', 'sign-out') }),
);
type Happening =
  | { kind: 'on'; tab: number; fault: Fault }
  | { kind: 'undo' | 'ping' | 'reload' | 'close'; tab: number }
  | { kind: 'pass'; ms: number }
  | { kind: 'stop'; calls: number }
  | { kind: 'refresh' | 'sign-out' };

/** Each with a signature of its own, as a service would give it. */
function signed(iat: number): string {
  return idToken(iat).replace(/[^.]*$/, `signature-of-${iat}`);
}

/** What lies in the app's storage as the app wrote it, whatever faults have made of it. */
class App {
  readonly #browser: FaultBrowser;
  readonly wrote: Record<string, string>;
  #refreshes = 0;

  constructor(browser: FaultBrowser) {
    this.#browser = browser;
    this.wrote = { ...browser.entries };
  }

  refresh(): void {
    this.#refreshes += 1;
    this.#write('futureguide_access_token', signed(NEW_IAT + this.#refreshes));
    this.#write('futureguide_refresh_token', `AMf-refresh-${this.#refreshes}`);
    for (const { storage } of this.#browser.pages.values()) storage.look();
  }

  signOut(): void {
    for (const key of Object.keys(this.wrote)) {
      delete this.wrote[key];
      delete this.#browser.entries[key];
    }
  }

  #write(key: string, value: string): void {
    this.wrote[key] = value;
    this.#browser.entries[key] = value;
  }
}

async function happen(browser: FaultBrowser, app: App, event: Happening): Promise<void> {
  switch (event.kind) {
    case 'on':
      return browser.switchOn(event.tab, event.fault);
    case 'undo':
      return browser.undoAll(event.tab);
    case 'ping':
      return browser.ping(event.tab);
    case 'reload':
      return browser.reload(event.tab);
    case 'close':
      return browser.closeTab(event.tab);
    case 'pass':
      return browser.pass(event.ms);
    case 'stop':
      return browser.stopWorkerAfter(event.calls);
    case 'refresh':
      return app.refresh();
    case 'sign-out':
      return app.signOut();
  }
}

const STORED = Object.fromEntries(
  Object.entries(STORAGES.current).map(([key, value]) => [
    key,
    value.replaceAll(OLD, signed(OLD_IAT)),
  ]),
);

describe('the fault machine, in whatever order things happen', () => {
  it('leaves nothing on and nothing changed once nobody holds it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { maxLength: 14 }), async (events) => {
        const browser = new FaultBrowser(STORED);
        const app = new App(browser);
        for (const event of events) await happen(browser, app, event as Happening);
        // DevTools are closed, and the app is open in some tab.
        await browser.pass(FAULT_LEASE_MS + 1);
        await browser.reload(TABS[0]);
        await browser.pass(FAULT_LEASE_MS + 1);
        expect(await browser.on()).toEqual([]);
        expect([...browser.rules]).toEqual([]);
        expect(browser.isMarked).toBe(false);
        expect([...browser.pages.values()].flatMap(({ hookFaults }) => hookFaults)).toEqual([]);
        expect(browser.entries).toEqual(app.wrote);
      }),
      { numRuns: 400 },
    );
  });

  it('knows of all that is on', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { maxLength: 14 }), async (events) => {
        const browser = new FaultBrowser(STORED);
        const app = new App(browser);
        for (const event of events) {
          await happen(browser, app, event as Happening);
          const on = await browser.on();
          const rules = on.filter(
            (name) => name === 'drop-authorization' || name === 'block-refresh',
          );
          expect(browser.rules.size).toBeLessThanOrEqual(rules.length);
          const inHooks = [...browser.pages.values()].flatMap(({ hookFaults }) => hookFaults);
          for (const { name } of inHooks) expect(on).toContain(name);
          if (FAULT_KEY in browser.entries && browser.isMarked)
            expect(on.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 400 },
    );
  });
});
