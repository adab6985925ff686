import { pairInOrder, type Timed } from './align.ts';
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

type Slot = 'har' | 'pageHar' | 'refusal' | 'act';

function emptyAt(startedAt: number): Merged {
  return { startedAt, web: null, har: null, pageHar: null, refusal: null, act: null };
}

/** A row that consists of one HAR leg and will never be merged. */
export function aloneIn(har: HarLeg): Merged {
  const row = emptyAt(har.startedAt ?? Infinity);
  return har.answeredByWorker ? { ...row, pageHar: har } : { ...row, har };
}

/** The answer's status for comparing sources: 0 without one, null while it is awaited. */
function outcomeStatus(merged: Merged): number | null {
  const har = merged.har ?? merged.pageHar;
  const { web } = merged;
  if (har) return har.status || (web?.status ?? 0);
  if (!web || (web.endedAt === null && web.status === null)) return null;
  return web.status ?? 0;
}

function byStatus<T>(items: readonly T[], statusOf: (item: T) => number | null) {
  const groups = new Map<number | null, T[]>();
  for (const item of items) {
    const status = statusOf(item);
    const group = groups.get(status);
    if (group) group.push(item);
    else groups.set(status, [item]);
  }
  return groups;
}

/**
 * Lays legs of one kind over the rows: those of the same status first, then those still pending.
 * A leg that finds no row becomes one.
 */
function lay<L extends HarLeg | RefusalLeg>(
  rows: Merged[],
  legs: readonly Started<L>[],
  fits: (row: Merged) => boolean,
  attach: (row: Merged, leg: L) => void,
): void {
  if (legs.length === 0) return;
  const free = byStatus(rows.filter(fits), outcomeStatus);
  const pending = free.get(null) ?? [];
  for (const [status, group] of byStatus(legs, (leg) => leg.status)) {
    const taken = new Set<Timed>();
    for (const candidates of [free.get(status) ?? [], pending]) {
      const left = group.filter((leg) => !taken.has(leg));
      for (const [row, leg] of pairInOrder(candidates.filter(fits), left)) {
        attach(row, leg);
        taken.add(leg);
      }
    }
    for (const leg of group) {
      if (taken.has(leg)) continue;
      const row = emptyAt(leg.startedAt);
      attach(row, leg);
      rows.push(row);
    }
  }
  rows.sort((a, b) => a.startedAt - b.startedAt);
}

const collator = new Intl.Collator('en', { numeric: true });

/** The order of what began together: a source gives out its ids in order. */
export function compareLegIds(a: string, b: string): number {
  return collator.compare(a, b);
}

/** The leg that names a merged request. */
export function primaryLeg({ web, har, pageHar, refusal, act }: Merged): RequestLeg {
  const leg = web ?? har ?? pageHar ?? refusal ?? act;
  if (!leg) throw new Error('a merged request has at least one leg');
  return leg;
}

/** DevTools looks for page sources in the cache; what is not there never leaves the browser. */
function isCacheLookup({ resourceType, error }: WebLeg): boolean {
  return resourceType === 'other' && error === 'net::ERR_CACHE_MISS';
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
  const rows: Merged[] = of('web')
    .filter((web) => !isCacheLookup(web))
    .map((web) => ({ ...emptyAt(web.startedAt), web }));
  const put = (slot: Slot) => (row: Merged, leg: HarLeg | RefusalLeg | ActLeg) =>
    Object.assign(row, { [slot]: leg });
  const har = of('har');
  lay(
    rows,
    har.filter((leg) => !leg.answeredByWorker),
    (row) => !row.har,
    put('har'),
  );
  lay(
    rows,
    har.filter((leg) => leg.answeredByWorker),
    (row) => !row.pageHar && (row.web === null || row.web.byWorker),
    put('pageHar'),
  );
  lay(rows, of('refusal'), (row) => !row.refusal, put('refusal'));
  for (const [row, act] of pairInOrder(rows, of('act'))) put('act')(row, act);
  const undated = legs.filter((leg) => leg.kind === 'har' && leg.startedAt === null);
  return [...rows, ...undated.map((leg) => aloneIn(leg as HarLeg))];
}
