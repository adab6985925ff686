import type { RequestFacts } from '../recording/request.ts';
import { headerValue, NOT_MODIFIED } from '../service/http.ts';
import type { ServiceError } from '../service/service-profile.ts';
import type { BareVerdict } from './sending.ts';

const NOT_FOUND = 404;
/** Refusals of a service behind its guard: too few credits, no right, a conflict, nonsense in a field. */
const BEHIND_THE_GUARD: ReadonlySet<number> = new Set([402, 403, NOT_FOUND, 409, 410, 422]);
/** A 404 that names what is not there comes from a service; an unknown route from the gateway. */
const NAMES_A_THING = /^(?!(ROUTE|PATH|URL|ENDPOINT|PAGE|USER)_)[A-Z0-9_]+_NOT_FOUND$/i;
/** As caches in front of a server say that they answered themselves (RFC 9211, Cloudflare, Vercel …). */
const CACHE_HEADERS = ['cache-status', 'cf-cache-status', 'x-cache', 'x-vercel-cache'];
const SAYS_HIT = /\b(hit|stale|updating|prerender)\b/i;

/** Whether a cache answered: the browser's, or one on the way. */
export function isKeptAnswer({ fromCache, responseHeaders }: RequestFacts): boolean {
  if (fromCache) return true;
  if (Number(headerValue(responseHeaders, 'age') ?? 0) > 0) return true;
  return CACHE_HEADERS.some((name) => SAYS_HIT.test(headerValue(responseHeaders, name) ?? ''));
}

/** The same, and what a service worker handed out, perhaps from a cache of its own. */
export function isFromCache(request: RequestFacts): boolean {
  return request.fromWorker === 'all' || isKeptAnswer(request);
}

function isBehindTheGuard(status: number, error: ServiceError | null): boolean {
  if (!error?.code || error.refusesCredential !== false) return false;
  if (!BEHIND_THE_GUARD.has(status)) return false;
  return status !== NOT_FOUND || NAMES_A_THING.test(error.code);
}

/**
 * Whether the service's own guard let a credential through. Only that proves that it was accepted:
 * not an answer of a cache, of a route that wants no credential, or of something before the guard.
 */
export function isLetThrough(request: RequestFacts, { outcome, error }: BareVerdict): boolean {
  const { method, status, route } = request;
  // It is answered before the guard, by whatever knows which methods there are.
  if (method === 'OPTIONS') return false;
  // It wants a token, and nobody is known to check it.
  if (route.kind === 'logout') return false;
  if (outcome !== 'accepted' || !route.guarded || status === null || isFromCache(request))
    return false;
  if (status >= 400) return isBehindTheGuard(status, error);
  return (status >= 200 && status < 300 && error === null) || status === NOT_MODIFIED;
}
