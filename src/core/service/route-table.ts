import type { Route, RouteKind } from './service-profile.ts';

export interface RouteRules {
  /** by path; the first match wins, and what matches none is a page */
  table: readonly (readonly [RegExp, RouteKind])[];
  /** where the server never looks at the Authorization header */
  ignoring: readonly RouteKind[];
  /** where it wants none, beside those */
  unguarded: readonly RouteKind[];
  /** whether what the table takes for some route of the API is one on this host */
  isApi(host: string, path: string): boolean;
}

/** Polls repeat their URL; so many are remembered. */
const MAX_ROUTES = 4_096;

function routeParts(url: string): { host: string; path: string } {
  try {
    const { hostname, pathname } = new URL(url);
    return { host: hostname, path: pathname };
  } catch {
    return { host: '', path: '' };
  }
}

/** The path of a URL, or nothing where it is none. */
export function pathOf(url: string): string {
  return routeParts(url).path;
}

function readRoute(url: string, { table, ignoring, unguarded, isApi }: RouteRules): Route {
  const { host, path } = routeParts(url);
  const named = table.find(([pattern]) => pattern.test(path))?.[1] ?? 'page';
  const kind = named === 'api' && !isApi(host, path) ? 'page' : named;
  const job = kind === 'poll' || kind === 'result' ? (path.split('/').at(-1) ?? null) : null;
  const ignoresCredential = ignoring.includes(kind);
  return { kind, guarded: !ignoresCredential && !unguarded.includes(kind), ignoresCredential, job };
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
