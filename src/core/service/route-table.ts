import type { Route, RouteKind } from './service-profile.ts';

export interface RouteRules {
  /** by path; the first match wins, and what matches none is a page */
  table: readonly (readonly [RegExp, RouteKind])[];
  /** where the server never looks at the Authorization header */
  ignoring: ReadonlySet<RouteKind>;
  /** where it wants none */
  unguarded: ReadonlySet<RouteKind>;
}

/** Polls repeat their URL; so many are remembered. */
const MAX_ROUTES = 4_096;

/** The path of a URL, or nothing where it is none. */
export function pathOf(url: string): string {
  try {
    return new URL(url).pathname;
  } catch {
    return '';
  }
}

function readRoute(url: string, { table, ignoring, unguarded }: RouteRules): Route {
  const path = pathOf(url);
  const kind = table.find(([pattern]) => pattern.test(path))?.[1] ?? 'page';
  const job = kind === 'poll' || kind === 'result' ? (path.split('/').at(-1) ?? null) : null;
  return { kind, guarded: !unguarded.has(kind), ignoresCredential: ignoring.has(kind), job };
}

/** Says what a URL means for a token. */
/* @__NO_SIDE_EFFECTS__ */
export function routeReader(rules: RouteRules): (method: string, url: string) => Route {
  const known = new Map<string, Route>();
  return (_method, url) => {
    const before = known.get(url);
    if (before) return before;
    const route = readRoute(url, rules);
    if (known.size >= MAX_ROUTES) known.clear();
    known.set(url, route);
    return route;
  };
}
