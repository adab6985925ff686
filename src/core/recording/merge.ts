import { pairInOrder, type Timed } from './align.ts';
import { type AnswerName, answerName, OTHER_NAMES, type SeenAnswer } from './answer-name.ts';
import { isHeardByWeb } from './heard-types.ts';
import { compareLegIds } from './leg-ids.ts';
import type { ActLeg, HarLeg, RefusalLeg, RequestLeg, WebLeg } from './observation.ts';

type Started<L extends RequestLeg> = L & Timed;

/** One request as far as the sources have told of it. */
export interface Merged extends Timed {
  web: WebLeg | null;
  /** the leg that went to the network, or the only one */
  har: HarLeg | null;
  /** the page's side, where its service worker answered */
  pageHar: HarLeg | null;
  refusal: RefusalLeg | null;
  act: ActLeg | null;
}

export const SLOTS = ['web', 'har', 'pageHar', 'refusal', 'act'] as const;

export function sameLegs(a: Merged, b: Merged): boolean {
  return SLOTS.every((slot) => a[slot] === b[slot]);
}

type Slot = 'har' | 'pageHar' | 'refusal' | 'act';

function emptyAt(startedAt: number): Merged {
  return { startedAt, web: null, har: null, pageHar: null, refusal: null, act: null };
}

/** A row that consists of one HAR leg alone. */
export function aloneIn(har: HarLeg): Merged {
  const row = emptyAt(har.startedAt ?? Infinity);
  return har.answeredByWorker ? { ...row, pageHar: har } : { ...row, har };
}

function answerOf({ web, har, pageHar }: Merged): SeenAnswer | null {
  const entry = har ?? pageHar;
  if (entry) return entry;
  // An answer whose body still comes has its status.
  if (!web || (web.endedAt === null && web.status === null)) return null;
  return { status: web.status ?? 0, fromCache: web.fromCache, error: web.error };
}

function byName<T>(items: readonly T[], nameOf: (item: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    if (name === null) continue;
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

/**
 * Lays legs of one kind over the rows: those whose answer has the same name first, then those still
 * pending, then those whose answer may be the same one. A leg that finds no row becomes one.
 */
function lay<L extends HarLeg | RefusalLeg>(
  rows: Merged[],
  legs: readonly Started<L>[],
  fits: (row: Merged) => boolean,
  attach: (row: Merged, leg: L) => void,
): void {
  const left = new Set(legs);
  const pair = (rowName: (row: Merged) => string | null, legName: (leg: L) => string | null) => {
    if (left.size === 0) return;
    const free = byName(rows.filter(fits), rowName);
    for (const [name, group] of byName([...left], legName))
      for (const [row, leg] of pairInOrder(free.get(name) ?? [], group)) {
        attach(row, leg);
        left.delete(leg);
      }
  };
  const rowName = (name: AnswerName) => (row: Merged) => {
    const answer = answerOf(row);
    return answer && name(answer);
  };
  pair(rowName(answerName), answerName);
  pair(
    (row) => (answerOf(row) ? null : 'pending'),
    () => 'pending',
  );
  for (const { name, other } of OTHER_NAMES) pair(rowName(name), other);
  for (const leg of left) {
    const row = emptyAt(leg.startedAt);
    attach(row, leg);
    rows.push(row);
  }
  rows.sort((a, b) => a.startedAt - b.startedAt);
}

/** The leg that names a merged request. */
export function primaryLeg({ web, har, pageHar, refusal, act }: Merged): RequestLeg {
  const leg = web ?? har ?? pageHar ?? refusal ?? act;
  if (!leg) throw new Error('a merged request has at least one leg');
  return leg;
}

/**
 * DevTools looks for page sources in the cache, and `webRequest` tells of that as of a request of the
 * page: nothing of it leaves the browser, found or not. What a page itself prefetched has a HAR leg.
 */
function isCacheLookup({ resourceType, error, fromCache }: WebLeg): boolean {
  return resourceType === 'other' && (fromCache || error === 'net::ERR_CACHE_MISS');
}

/** Whether `webRequest` is asked of requests of this kind. */
function isHeardRow({ web, har, pageHar }: Merged): boolean {
  const leg = web ?? har ?? pageHar;
  return leg === null || isHeardByWeb(leg);
}

const isStarted = <L extends RequestLeg>(leg: L): leg is Started<L> => leg.startedAt !== null;

/**
 * Merges the legs of requests that share method and URL and lie near each other in time.
 * The result depends on what the legs say, never on the order in which they arrived.
 */
export function mergeLegs(legs: readonly RequestLeg[]): Merged[] {
  const started = legs
    .filter(isStarted)
    .sort((a, b) => a.startedAt - b.startedAt || compareLegIds(a.id, b.id));
  const of = <K extends RequestLeg['kind']>(kind: K) =>
    started.filter((leg): leg is Started<Extract<RequestLeg, { kind: K }>> => leg.kind === kind);
  const webRows: Merged[] = of('web')
    .filter((web) => !isCacheLookup(web))
    .map((web) => ({ ...emptyAt(web.startedAt), web }));
  const rows = webRows.filter(({ web }) => !web?.byOtherTab);
  const put = (slot: Slot) => (row: Merged, leg: HarLeg | RefusalLeg | ActLeg) =>
    Object.assign(row, { [slot]: leg });
  const har = of('har');
  // The k-th of one source is the k-th of another only among what both hear.
  for (const isHeard of [true, false]) {
    const told = har.filter((leg) => isHeardByWeb(leg) === isHeard);
    const isOfThese = (row: Merged) => isHeardRow(row) === isHeard;
    lay(
      rows,
      told.filter((leg) => !leg.answeredByWorker),
      (row) => isOfThese(row) && !row.har,
      put('har'),
    );
    lay(
      rows,
      told.filter((leg) => leg.answeredByWorker),
      (row) => isOfThese(row) && !row.pageHar && (row.web === null || row.web.byWorker),
      put('pageHar'),
    );
  }
  lay(rows, of('refusal'), (row) => isHeardRow(row) && !row.refusal, put('refusal'));
  for (const [row, act] of pairInOrder(rows, of('act'))) put('act')(row, act);
  // No other source of this tab tells of what another tab sent.
  rows.push(...webRows.filter(({ web }) => web?.byOtherTab));
  rows.sort((a, b) => a.startedAt - b.startedAt);
  const undated = legs.filter((leg) => leg.kind === 'har' && leg.startedAt === null);
  return [...rows, ...undated.map((leg) => aloneIn(leg as HarLeg))];
}
