import type { StorageObservation } from '../core/recording/observation.ts';
import { Recording } from '../core/recording/recording.ts';
import { DEFAULT_LIMITS } from '../core/recording/recording-limits.ts';
import type { ServiceProfile } from '../core/service/service-profile.ts';
import { readSessionFacts, type SessionFacts } from '../core/session/facts.ts';
import { Analyser } from '../core/verdict/analysis.ts';
import { type SeenRefreshEndpoint, seenRefreshEndpoint } from '../core/verdict/refresh-plan.ts';
import { type Backlog, MAX_ROWS_PER_BUCKET } from './backlog.ts';
import { shownPage } from './shown-page.ts';
import type { BacklogRow } from './tab-rows.ts';

const LIMITS = { ...DEFAULT_LIMITS, requests: MAX_ROWS_PER_BUCKET };

const textOf = ({ origin, entries, cookies }: StorageObservation) =>
  JSON.stringify([origin, entries, cookies]);

interface Followed {
  recording: Recording;
  /** looks at what is new alone */
  analyser: Analyser;
}

/**
 * What the backlog of each tab says of its session. Made from the backlog when it is first asked,
 * and kept up from then on: the worker may be stopped at any moment and nothing is lost.
 */
export class TabSessions {
  readonly #backlog: Pick<Backlog, 'after'>;
  readonly #profileAt: (url: string) => ServiceProfile;
  readonly #followed = new Map<number, Followed>();
  readonly #facts = new Map<number, SessionFacts>();

  /** `profileAt` says by what a tab with that page is judged */
  constructor(backlog: Pick<Backlog, 'after'>, profileAt: (url: string) => ServiceProfile) {
    this.#backlog = backlog;
    this.#profileAt = profileAt;
  }

  /** Whether a row says what was known: a page that is asked tells its storage again. */
  isKnown(tabId: number, { observation }: BacklogRow): boolean {
    const last = this.#followed.get(tabId)?.recording.storage();
    return observation.kind === 'storage' && last != null && textOf(last) === textOf(observation);
  }

  /** To be told of every changed row of a tab. */
  add(tabId: number, { observation }: BacklogRow): void {
    this.#facts.delete(tabId);
    const recording = this.#followed.get(tabId)?.recording;
    const isOther =
      observation.kind === 'document' && recording?.profile !== this.#profileAt(observation.url);
    if (isOther) this.#followed.delete(tabId);
    else recording?.add(observation);
  }

  /** Tabs may be judged by another profile from now on. */
  forgetAll(): void {
    this.#facts.clear();
    this.#followed.clear();
  }

  /** The backlog of a tab has lost rows, or all. */
  forget(tabId: number): void {
    this.#facts.delete(tabId);
    this.#followed.delete(tabId);
  }

  facts(tabId: number): SessionFacts {
    const known = this.#facts.get(tabId);
    if (known) return known;
    const facts = readSessionFacts(this.#follow(tabId).analyser.read());
    this.#facts.set(tabId, facts);
    return facts;
  }

  /** The refresh endpoint that the tab's own page was seen to use. */
  seenRefresh(tabId: number): SeenRefreshEndpoint | null {
    return seenRefreshEndpoint(this.#follow(tabId).recording);
  }

  /** By which a tab is judged. */
  profile(tabId: number): ServiceProfile {
    return this.#follow(tabId).recording.profile;
  }

  #follow(tabId: number): Followed {
    const known = this.#followed.get(tabId);
    if (known) return known;
    const recording = new Recording(this.#profileAt(shownPage(this.#backlog, tabId)), LIMITS);
    for (const { observation } of this.#backlog.after(`tab-${tabId}`, 0))
      recording.add(observation);
    const followed = { recording, analyser: new Analyser(recording) };
    this.#followed.set(tabId, followed);
    return followed;
  }
}
