import { Recording } from '../core/recording/recording.ts';
import { DEFAULT_LIMITS } from '../core/recording/recording-limits.ts';
import type { ServiceProfile } from '../core/service/service-profile.ts';
import { readSessionFacts, type SessionFacts } from '../core/session/facts.ts';
import { analyse } from '../core/verdict/analysis.ts';
import { type SeenRefreshEndpoint, seenRefreshEndpoint } from '../core/verdict/refresh.ts';
import { type Backlog, MAX_ROWS_PER_BUCKET } from './backlog.ts';
import { shownPage } from './shown-page.ts';
import type { BacklogRow } from './tab-rows.ts';

const LIMITS = { ...DEFAULT_LIMITS, requests: MAX_ROWS_PER_BUCKET };

/**
 * What the backlog of each tab says of its session. Made from the backlog when it is first asked,
 * and kept up from then on: the worker may be stopped at any moment and nothing is lost.
 */
export class TabSessions {
  readonly #backlog: Pick<Backlog, 'after'>;
  readonly #profileAt: (url: string) => ServiceProfile;
  readonly #recordings = new Map<number, Recording>();
  readonly #facts = new Map<number, SessionFacts>();

  /** `profileAt` says by what a tab with that page is judged */
  constructor(backlog: Pick<Backlog, 'after'>, profileAt: (url: string) => ServiceProfile) {
    this.#backlog = backlog;
    this.#profileAt = profileAt;
  }

  /** To be told of every changed row of a tab. */
  add(tabId: number, { observation }: BacklogRow): void {
    this.#facts.delete(tabId);
    const recording = this.#recordings.get(tabId);
    const isOther =
      observation.kind === 'document' && recording?.profile !== this.#profileAt(observation.url);
    if (isOther) this.#recordings.delete(tabId);
    else recording?.add(observation);
  }

  /** Tabs may be judged by another profile from now on. */
  forgetAll(): void {
    this.#facts.clear();
    this.#recordings.clear();
  }

  /** The backlog of a tab has lost rows, or all. */
  forget(tabId: number): void {
    this.#facts.delete(tabId);
    this.#recordings.delete(tabId);
  }

  facts(tabId: number): SessionFacts {
    const known = this.#facts.get(tabId);
    if (known) return known;
    const facts = readSessionFacts(analyse(this.#recordingOf(tabId)));
    this.#facts.set(tabId, facts);
    return facts;
  }

  /** The refresh endpoint that the tab's own page was seen to use. */
  seenRefresh(tabId: number): SeenRefreshEndpoint | null {
    return seenRefreshEndpoint(this.#recordingOf(tabId));
  }

  /** By which a tab is judged. */
  profile(tabId: number): ServiceProfile {
    return this.#recordingOf(tabId).profile;
  }

  #recordingOf(tabId: number): Recording {
    const known = this.#recordings.get(tabId);
    if (known) return known;
    const recording = new Recording(this.#profileAt(shownPage(this.#backlog, tabId)), LIMITS);
    for (const { observation } of this.#backlog.after(`tab-${tabId}`, 0))
      recording.add(observation);
    this.#recordings.set(tabId, recording);
    return recording;
  }
}
