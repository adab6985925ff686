import type { PopupAnswers, PopupMessage, TabSite } from '../messages.ts';
import { browser } from '../platform/browser.ts';
import { dropFacts, keepFacts } from '../platform/kept-facts.ts';
import { within } from '../platform/within.ts';
import { askRelay } from './ask-relay.ts';
import type { Backlog } from './backlog.ts';
import type { FaultDispatch } from './faults/fault-dispatch.ts';
import { KnownFacts } from './known-facts.ts';
import type { LiveHosts } from './live-hosts.ts';
import { showNotice } from './notices.ts';
import { refreshInTab } from './refresh-in-tab.ts';
import type { RequestLegs } from './request-legs.ts';
import { TabMarks } from './tab-marks.ts';
import type { BacklogRow } from './tab-rows.ts';
import { TabSessions } from './tab-sessions.ts';
import { showFaultMark, showTabMark } from './toolbar-mark.ts';

/** Nobody who looks at the popup waits longer for a page that does not answer, ms. */
const HEARD_WITHIN_MS = 100;

interface SupportEnvironment {
  backlog: Backlog;
  requestLegs: RequestLegs;
  faults: Pick<FaultDispatch, 'all' | 'undoAll'>;
  hosts: LiveHosts;
  /** of the page in a tab; null where it cannot be told */
  originOf(tabId: number): Promise<string | null>;
}

/** What the toolbar tells of the session in each tab: the marks on its button, and the popup's answers. */
export class Support {
  readonly #environment: SupportEnvironment;
  readonly #sessions: TabSessions;
  readonly #marks: TabMarks;
  readonly #known = new KnownFacts({ keep: keepFacts, drop: dropFacts });

  constructor(environment: SupportEnvironment) {
    const { backlog, hosts } = environment;
    this.#environment = environment;
    this.#sessions = new TabSessions(backlog, (url) => hosts.known.profileAt(url));
    this.#marks = new TabMarks(browser.storage.session, {
      facts: (tabId) => this.#sessions.facts(tabId),
      hostIn: (tabId) => this.#hostIn(tabId),
      tabs: () => backlog.tabs(),
      show: (tabId, badge) => {
        void showTabMark(tabId, badge);
        // While a fault is on there is more to say than of the session.
        if (badge) void this.#keepKnown(tabId);
      },
      notify: (tabId, notice) => {
        showNotice(tabId, notice).catch((error: unknown) => console.error(error));
      },
      wake: (name, when) =>
        void (when === null ? browser.alarms.clear(name) : browser.alarms.create(name, { when })),
      after: (ms, call) => void setTimeout(call, ms),
      now: () => Date.now(),
    });
  }

  /** To be awaited before anything else is called. */
  load(): Promise<void> {
    return this.#marks.load();
  }

  onRow(tabId: number, row: BacklogRow): void {
    if (!this.#sessions.isKnown(tabId, row)) this.#known.drop([tabId]);
    this.#sessions.add(tabId, row);
    this.#marks.onChange(tabId);
  }

  /** A host was added, changed or taken away. */
  onHosts(): void {
    this.#known.drop(this.#environment.backlog.tabs());
    this.#sessions.forgetAll();
  }

  onCleared(tabId: number): void {
    this.#known.drop([tabId]);
    this.#sessions.forget(tabId);
    this.#marks.onChange(tabId);
  }

  onClosed(tabId: number): void {
    this.#known.onClosed(tabId);
    this.#sessions.forget(tabId);
    void this.#marks.forget(tabId);
  }

  onFaults(count: number): void {
    void showFaultMark(count);
    // While one is on nothing is kept that would have to go when it ends.
    if (count > 0) this.#known.drop(this.#environment.backlog.tabs());
    this.#marks.setFault(count > 0);
  }

  onAlarm(name: string): Promise<void> {
    return this.#marks.onAlarm(name);
  }

  /** The user looks at what happened in a tab. */
  onSeen(tabId: number): void {
    void this.#marks.see(tabId);
  }

  answer(message: PopupMessage): Promise<PopupAnswers[PopupMessage['type']]> {
    switch (message.type) {
      case 'session':
        return this.#sessionOf(message.tabId);
      case 'renew':
        return this.#renew(message.tabId);
      case 'undo-all-faults':
        return this.#environment.faults.undoAll();
    }
  }

  async #renew(tabId: number): Promise<PopupAnswers['renew']> {
    const { requestLegs, hosts, originOf } = this.#environment;
    const seen = this.#sessions.seenRefresh(tabId);
    const origin = await originOf(tabId);
    const profile = this.#sessions.profile(tabId);
    const tab = { tabId, origin, profile, hosts: hosts.known };
    // The popup looks again at what the page holds; nobody is there to be told more.
    return refreshInTab(requestLegs.open(), tab, seen, Date.now(), () => {});
  }

  async #sessionOf(tabId: number): Promise<PopupAnswers['session']> {
    const site = await this.#siteOf(tabId);
    const hearing = site === 'service' && this.#isHeard(tabId);
    // Most of it is read while the page answers.
    this.#sessions.facts(tabId);
    const isHeard = await hearing;
    const facts = this.#sessions.facts(tabId);
    const origin = await this.#environment.originOf(tabId);
    if (site === 'service') this.onSeen(tabId);
    const isWatchOnly = origin !== null && this.#environment.hosts.known.isWatchOnly(origin);
    return {
      site: site === 'service' && !isHeard ? 'unheard' : site,
      facts: isWatchOnly ? { ...facts, renewal: 'watch-only' } : facts,
      faults: await this.#environment.faults.all(),
    };
  }

  /** A page that has told its storage is heard; of one that is looked on only less can be done. */
  async #keepKnown(tabId: number): Promise<void> {
    const origin = await this.#environment.originOf(tabId);
    const facts = this.#sessions.facts(tabId);
    if (origin === null || facts.storage === 'unseen') return;
    if (!this.#environment.hosts.known.isWatchOnly(origin)) this.#known.keep(tabId, origin, facts);
  }

  async #hostIn(tabId: number): Promise<string | null> {
    if ((await this.#siteOf(tabId)) !== 'service') return null;
    const origin = await this.#environment.originOf(tabId);
    return origin === null ? null : new URL(origin).host;
  }

  async #siteOf(tabId: number): Promise<Exclude<TabSite, 'unheard'>> {
    const { hosts, originOf } = this.#environment;
    // What may not be seen has no origin either.
    const origin = (await originOf(tabId)) ?? '';
    if (!(await hosts.hasAccess(origin))) return 'access-withheld';
    return hosts.known.isServicePage(origin) ? 'service' : 'other';
  }

  /** Has the page tell its storage, too. */
  async #isHeard(tabId: number): Promise<boolean> {
    const asked = askRelay(tabId, { type: 'read-storage' });
    const answer = await within(HEARD_WITHIN_MS, asked).catch(() => 'late');
    return answer !== null;
  }
}
