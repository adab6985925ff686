import type { RequestFacts } from '../recording/request.ts';

function placeOf(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? url;
}

/**
 * Takes a route that is not of the API for a guarded one where the app has once sent a token there:
 * so it is with routes of its own server.
 */
export function guardReader(
  requests: readonly RequestFacts[],
): (request: RequestFacts) => RequestFacts {
  const carried = new Set<string>();
  for (const { route, credential, by, url } of requests)
    if (route.kind === 'page' && credential.kind === 'token' && by === 'app')
      carried.add(placeOf(url));
  return (request) => {
    const { route, url } = request;
    if (carried.size === 0 || route.kind !== 'page' || !carried.has(placeOf(url))) return request;
    return { ...request, route: { ...route, guarded: true } };
  };
}
