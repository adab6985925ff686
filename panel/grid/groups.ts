import type { RequestFacts } from '../../src/core/recording/request.ts';
import type { LogEntry, RequestEntry } from '../../src/core/verdict/entry.ts';
import { severityOf } from './severity.ts';

/** Requests of one method and address, however many others lie between them. */
export interface Group {
  /** what they share */
  route: string;
  /** in the order of the log, flagged ones among them; never empty */
  requests: readonly RequestEntry[];
  flagged: number;
  /** ms; null where no date can be read */
  firstAt: number | null;
  lastAt: number | null;
  /** the one whose verdict needs a look most */
  worst: RequestEntry;
}

/** A row of the log, or the heading of a group; those `inside` one are counted by a heading above. */
export type Grouped =
  | { kind: 'entry'; entry: LogEntry; inside: boolean }
  | { kind: 'group'; group: Group; isOpen: boolean };

/** So often a route is asked before its requests are told together … */
const MIN_REQUESTS = 3;
/** … where that saves a row: flagged ones keep theirs. */
const MIN_FOLDED = 2;

/** Method and URL without the query: the same while a job is polled. */
function routeOf({ method, url }: RequestFacts): string {
  return `${method} ${url.split(/[?#]/, 1)[0]}`;
}

function isFlagged({ verdict }: RequestEntry): boolean {
  return verdict.flags.length > 0;
}

function groupOf(route: string, requests: readonly RequestEntry[]): Group | null {
  const flagged = requests.filter(isFlagged).length;
  if (requests.length < MIN_REQUESTS || requests.length - flagged < MIN_FOLDED) return null;
  const worst = requests.reduce((a, b) => (severityOf(b.verdict) > severityOf(a.verdict) ? b : a));
  const times = requests.flatMap(({ at }) => at ?? []);
  const pick = (choose: (a: number, b: number) => number) =>
    times.length === 0 ? null : times.reduce((a, b) => choose(a, b));
  return { route, requests, flagged, firstAt: pick(Math.min), lastAt: pick(Math.max), worst };
}

/** For each entry the group of its route, where there is one. */
function groupsIn(entries: readonly LogEntry[]): (Group | null)[] {
  const routes = entries.map((entry) => (entry.kind === 'request' ? routeOf(entry.facts) : ''));
  const byRoute = new Map<string, RequestEntry[]>();
  for (const [index, entry] of entries.entries()) {
    if (entry.kind !== 'request') continue;
    const route = routes[index] ?? '';
    const others = byRoute.get(route);
    if (others) others.push(entry);
    else byRoute.set(route, [entry]);
  }
  const groups = new Map(
    [...byRoute].map(([route, requests]) => [route, groupOf(route, requests)] as const),
  );
  return routes.map((route) => groups.get(route) ?? null);
}

/**
 * Tells repeated requests of one route as one row, where the first of them was; open ones (by
 * route) are followed by what they hold. A flagged request is never part of that: it keeps its own
 * row at its own place.
 */
export function groupRepeated(
  entries: readonly LogEntry[],
  open: ReadonlySet<string>,
): readonly Grouped[] {
  const groups = groupsIn(entries);
  const headed = new Set<Group>();
  const rows: Grouped[] = [];
  for (const [index, entry] of entries.entries()) {
    const group = groups[index];
    if (!group || (entry.kind === 'request' && isFlagged(entry))) {
      rows.push({ kind: 'entry', entry, inside: group ? headed.has(group) : false });
      continue;
    }
    if (headed.has(group)) continue;
    headed.add(group);
    const isOpen = open.has(group.route);
    rows.push({ kind: 'group', group, isOpen });
    if (!isOpen) continue;
    for (const request of group.requests)
      if (!isFlagged(request)) rows.push({ kind: 'entry', entry: request, inside: true });
  }
  return rows;
}
