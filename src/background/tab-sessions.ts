import { Recording } from '../core/recording/recording.ts';
import { DEFAULT_LIMITS } from '../core/recording/recording-limits.ts';
import type { ServiceProfile } from '../core/service/service-profile.ts';
import { readSessionFacts, type SessionFacts } from '../core/session/facts.ts';
import { analyse } from '../core/verdict/analysis.ts';
import { type SeenRefreshEndpoint, seenRefreshEndpoint } from '../core/verdict/refresh.ts';
import { type Backlog, MAX_ROWS_PER_BUCKET } from './backlog.ts';
import type { BacklogRow } from './tab-rows.ts';

const LIMITS = { ...DEFAULT_LIMITS, requests: MAX_ROWS_PER_BUCKET };

/**
 * What the backlog of each tab says of its session. Made from the backlog when it is first asked,
 * and kept up from then on: the worker may be stopped at any moment and nothing is lost.
 */
export class TabSessions {
  readonly #backlog: Pick<Backlog, 'after'>;
  readonly #profile: ServiceProfile;
  readonly #recordings = new Map<number, Recording>();
  readonly #facts = new Map<number, SessionFacts>();

  constructor(backlog: Pick<Backlog, 'after'>, profile: ServiceProfile) {
    this.#backlog = backlog;
    this.#profile = profile;
  }

  /** To be told of every changed row of a tab. */
  add(tabId: number, { observation }: BacklogRow): void {
    this.#facts.delete(tabId);
    this.#recordings.get(tabId)?.add(observation);
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

  #recordingOf(tabId: number): Recording {
    const known = this.#recordings.get(tabId);
    if (known) return known;
    const recording = new Recording(this.#profile, LIMITS);
    for (const { observation } of this.#backlog.after(`tab-${tabId}`, 0))
      recording.add(observation);
    this.#recordings.set(tabId, recording);
    return recording;
  }
}
