import { type Badge, badgeAt } from '../core/session/badge.ts';
import type { SessionFacts } from '../core/session/facts.ts';
import { type Notice, noticeAt } from '../core/session/notice.ts';

/** So long a tab is left to change before its mark is drawn anew, ms; … */
const DRAW_AFTER_MS = 500;
/** … longer after a drawing that took long, so that marks take a twentieth of a core at most, … */
const REST_SHARE = 20;
/** … but never longer than this, ms. */
const MAX_REST_MS = 5_000;
const SEEN_KEY = 'seen';
const TOLD_KEY = 'told';
/** Notices that are remembered of a tab. */
const MAX_TOLD = 20;
/** A page may change its session as often as it likes: within so long, ms, … */
const NOTICES_WITHIN_MS = 10 * 60_000;
/** … no more is told of a tab than so many times. */
const MAX_NOTICES = 3;
const ALARM_PREFIX = 'mark-';

interface GivenNotice {
  key: string;
  /** ms */
  at: number;
}

interface Area {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

interface MarksEnvironment {
  facts(tabId: number): SessionFacts;
  /** of the service, where the tab shows it now */
  hostIn(tabId: number): Promise<string | null>;
  /** tabs of which anything is known */
  tabs(): number[];
  show(tabId: number, badge: Badge | null): void;
  /** has the user told, if that is wanted */
  notify(tabId: number, notice: Notice): void;
  /** has `onAlarm` called at that time (ms) by an alarm of this name, which outlives the worker; null: not at all */
  wake(name: string, atMs: number | null): void;
  /** calls back after so many ms, as long as the worker lives */
  after(ms: number, call: () => void): void;
  /** ms since the epoch */
  now(): number;
}

/** The marks of all tabs on the toolbar button, and what is told of them. While a fault is on, its mark goes before them all. */
export class TabMarks {
  readonly #area: Area;
  readonly #environment: MarksEnvironment;
  readonly #due = new Set<number>();
  /** ms; until when the user has seen the refusals of a tab */
  #seen: Record<number, number> = {};
  /** notices that were given, the last ones last */
  #told: Record<number, GivenNotice[]> = {};
  #hasFault = false;
  /** ms; what the last drawing took */
  #cost = 0;

  constructor(area: Area, environment: MarksEnvironment) {
    this.#area = area;
    this.#environment = environment;
  }

  /** Reads back what an earlier worker knew; before that nothing is drawn. */
  async load(): Promise<void> {
    const { [SEEN_KEY]: seen } = await this.#area.get(SEEN_KEY);
    const { [TOLD_KEY]: told } = await this.#area.get(TOLD_KEY);
    if (seen) this.#seen = seen as Record<number, number>;
    if (told) this.#told = told as Record<number, GivenNotice[]>;
  }

  /** Something has happened in a tab. */
  onChange(tabId: number): void {
    const rest = Math.min(MAX_REST_MS, Math.max(DRAW_AFTER_MS, REST_SHARE * this.#cost));
    if (this.#due.size === 0) this.#environment.after(rest, () => this.#drawDue());
    this.#due.add(tabId);
  }

  /** The user looks at what happened in a tab. */
  async see(tabId: number): Promise<void> {
    const last = this.#environment.facts(tabId).refusedAt.at(-1);
    if (last === undefined || last <= (this.#seen[tabId] ?? 0)) return;
    this.#seen[tabId] = last;
    await this.#save();
    await this.#draw(tabId);
  }

  async forget(tabId: number): Promise<void> {
    this.#due.delete(tabId);
    this.#environment.wake(`${ALARM_PREFIX}${tabId}`, null);
    if (!(tabId in this.#seen) && !(tabId in this.#told)) return;
    delete this.#seen[tabId];
    delete this.#told[tabId];
    await this.#save();
  }

  setFault(isOn: boolean): void {
    if (isOn === this.#hasFault) return;
    this.#hasFault = isOn;
    for (const tabId of this.#environment.tabs()) void this.#draw(tabId);
  }

  /** Time has passed: a minute less may be left in a tab. */
  async onAlarm(name: string): Promise<void> {
    if (name.startsWith(ALARM_PREFIX)) await this.#draw(Number(name.slice(ALARM_PREFIX.length)));
  }

  #drawDue(): void {
    const due = [...this.#due];
    this.#due.clear();
    for (const tabId of due) void this.#draw(tabId);
  }

  async #draw(tabId: number): Promise<void> {
    const { facts, hostIn, show, wake, now } = this.#environment;
    const host = await hostIn(tabId);
    if (host === null) return;
    if (this.#hasFault) {
      show(tabId, null);
      return;
    }
    const began = now();
    const badge = badgeAt(facts(tabId), this.#seen[tabId] ?? 0, began);
    this.#cost = Math.max(0, now() - began);
    show(tabId, badge);
    if (badge.changesAt !== null) wake(`${ALARM_PREFIX}${tabId}`, badge.changesAt);
    const notice = noticeAt(facts(tabId), host, this.#seen[tabId] ?? 0, now());
    if (notice) this.#notify(tabId, notice);
  }

  #notify(tabId: number, notice: Notice): void {
    const told = this.#told[tabId] ?? [];
    if (told.some(({ key }) => key === notice.key)) return;
    const at = this.#environment.now();
    const recent = told.filter((one) => Math.abs(at - one.at) < NOTICES_WITHIN_MS);
    if (recent.length >= MAX_NOTICES) return;
    this.#told[tabId] = [...told, { key: notice.key, at }].slice(-MAX_TOLD);
    this.#environment.notify(tabId, notice);
    void this.#save();
  }

  #save(): Promise<void> {
    return this.#area.set({ [SEEN_KEY]: this.#seen, [TOLD_KEY]: this.#told });
  }
}
