import { futureGuide } from '../futureguide.ts';
import type { PopupMessage, TabSession, TabSite } from '../messages.ts';
import { browser } from '../platform/browser.ts';
import { within } from '../platform/within.ts';
import { hasAccess } from './access.ts';
import { askRelay } from './ask-relay.ts';
import type { Backlog } from './backlog.ts';
import { showFaultMark, showTabMark } from './badge.ts';
import type { Faults } from './faults/faults.ts';
import { refreshInTab } from './refresh.ts';
import type { RequestLegs } from './request-legs.ts';
import { TabMarks } from './tab-marks.ts';
import type { BacklogRow } from './tab-rows.ts';
import { TabSessions } from './tab-sessions.ts';

/** Nobody who looks at the popup waits longer for a page that does not answer, ms. */
const HEARD_WITHIN_MS = 100;

interface Environment {
  backlog: Backlog;
  requestLegs: RequestLegs;
  faults: Pick<Faults, 'all' | 'undoAll'>;
  /** of the page in a tab; null where it cannot be told */
  originOf(tabId: number): Promise<string | null>;
}

/** What the toolbar tells of the session in each tab: the marks on its button, and the popup's answers. */
export class Support {
  readonly #environment: Environment;
  readonly #sessions: TabSessions;
  readonly #marks: TabMarks;

  constructor(environment: Environment) {
    const { backlog } = environment;
    this.#environment = environment;
    this.#sessions = new TabSessions(backlog, futureGuide);
    this.#marks = new TabMarks(browser.storage.session, {
      facts: (tabId) => this.#sessions.facts(tabId),
      isOpen: async (tabId) => (await this.#siteOf(tabId)) === 'service',
      tabs: () => backlog.tabs(),
      show: (tabId, badge) => void showTabMark(tabId, badge),
      wake: (name, when) => void browser.alarms.create(name, { when }),
      after: (ms, call) => void setTimeout(call, ms),
      now: () => Date.now(),
    });
  }

  /** To be awaited before anything else is called. */
  load(): Promise<void> {
    return this.#marks.load();
  }

  onRow(tabId: number, row: BacklogRow): void {
    this.#sessions.add(tabId, row);
    this.#marks.onChange(tabId);
  }

  onCleared(tabId: number): void {
    this.#sessions.forget(tabId);
    this.#marks.onChange(tabId);
  }

  onClosed(tabId: number): void {
    this.#sessions.forget(tabId);
    void this.#marks.forget(tabId);
  }

  onFaults(count: number): void {
    void showFaultMark(count);
    this.#marks.setFault(count > 0);
  }

  onAlarm(name: string): Promise<void> {
    return this.#marks.onAlarm(name);
  }

  /** The user looks at what happened in a tab. */
  onSeen(tabId: number): void {
    void this.#marks.see(tabId);
  }

  async answer(message: PopupMessage): Promise<unknown> {
    const { faults, requestLegs, originOf } = this.#environment;
    switch (message.type) {
      case 'session':
        return this.#sessionOf(message.tabId);
      case 'renew': {
        const { tabId } = message;
        const seen = this.#sessions.seenRefresh(tabId);
        const tab = { tabId, origin: await originOf(tabId) };
        return refreshInTab(requestLegs.open(), tab, seen, Date.now());
      }
      case 'undo-all-faults':
        await faults.undoAll();
        return faults.all();
    }
  }

  async #sessionOf(tabId: number): Promise<TabSession> {
    const site = await this.#siteOf(tabId);
    const isHeard = site === 'service' && (await this.#isHeard(tabId));
    const facts = this.#sessions.facts(tabId);
    if (site === 'service') this.onSeen(tabId);
    return {
      site: site === 'service' && !isHeard ? 'unheard' : site,
      facts,
      faults: await this.#environment.faults.all(),
    };
  }

  async #siteOf(tabId: number): Promise<Exclude<TabSite, 'unheard'>> {
    if (!(await hasAccess())) return 'access-withheld';
    const origin = await this.#environment.originOf(tabId);
    const isService = origin !== null && futureGuide.isServiceHost(new URL(origin).hostname);
    return isService ? 'service' : 'other';
  }

  /** Has the page tell its storage, too. */
  async #isHeard(tabId: number): Promise<boolean> {
    const asked = askRelay(tabId, { type: 'read-storage' });
    const answer = await within(HEARD_WITHIN_MS, asked).catch(() => 'late');
    return answer !== null;
  }
}
