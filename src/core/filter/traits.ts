import { FLAGS, OUTCOMES, type Requester } from '../language/stable-words.ts';
import { isKeptByCache } from '../recording/kept-by-cache.ts';
import { UNAUTHORIZED } from '../service/http.ts';
import type { RouteKind } from '../service/service-profile.ts';
import type { LogEntry } from '../verdict/entry.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { FilterContext } from './filter-context.ts';

/** Whether a row is so. */
export type Trait = (entry: LogEntry, context: FilterContext) => boolean;

function requestIs(holds: (entry: Extract<LogEntry, { kind: 'request' }>) => boolean): Trait {
  return (entry) => entry.kind === 'request' && holds(entry);
}

function traits<Word extends string>(
  words: readonly Word[],
  holds: (verdict: Verdict, word: Word) => boolean,
) {
  const trait = (word: Word): Trait => {
    return (entry) => entry.kind !== 'marker' && holds(entry.verdict, word);
  };
  return Object.fromEntries(words.map((word) => [word, trait(word)])) as Record<Word, Trait>;
}

/** What neither takes nor gives a credential. */
const APART_FROM_TOKENS: ReadonlySet<RouteKind> = new Set(['page', 'public']);

/** Whether a call speaks of tokens at all, by its route or by what became of it. */
function isApi(entry: LogEntry, context: FilterContext): boolean {
  if (entry.kind !== 'request') return entry.kind === 'socket';
  const { route, credential, status } = entry.facts;
  if (status === UNAUTHORIZED || route.guarded || !APART_FROM_TOKENS.has(route.kind)) return true;
  const { flags, outcome } = entry.verdict;
  if (credential.kind !== 'absent' || flags.length > 0 || outcome === 'rejected') return true;
  return route.kind === 'public' && context.jobsOf(entry.id).length > 0;
}

const JOB_ROUTES: ReadonlySet<RouteKind> = new Set(['submit', 'poll', 'result']);
const isJobRoute = requestIs(({ facts: request }) => JOB_ROUTES.has(request.route.kind));

/** What a row can be, each by the word that `is:` takes. */
export const TRAITS = {
  api: isApi,
  flagged: (entry) => entry.kind !== 'marker' && entry.verdict.flags.length > 0,
  ...traits(FLAGS, ({ flags }, flag) => flags.includes(flag)),
  refresh: requestIs(({ facts: request }) => request.route.kind === 'refresh'),
  job: (entry, context) => isJobRoute(entry, context) || context.jobsOf(entry.id).length > 0,
  socket: ({ kind }) => kind === 'socket',
  request: ({ kind }) => kind === 'request',
  page: ({ kind }) => kind === 'marker',
  fault: (entry, { isFaulted }) => isFaulted(entry.id),
  cached: requestIs(({ facts: request }) => isKeptByCache(request)),
  worker: requestIs(({ facts: request }) => request.byWorker || request.fromWorker !== 'nothing'),
  refused: (entry) => entry.kind !== 'marker' && entry.verdict.outcome === 'rejected',
  ...traits(OUTCOMES, ({ outcome }, word) => outcome === word),
} satisfies Record<string, Trait>;

/** Who sent it. */
export function by(entry: LogEntry): Requester | null {
  return entry.kind === 'marker' ? null : entry.sending.by;
}
