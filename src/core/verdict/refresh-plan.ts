import type { Recorded } from '../recording/recorded.ts';
import { isWitnessed } from '../recording/witness.ts';
import { isLoopback } from '../service/loopback.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import type { StorageReading } from '../service/token-storage.ts';
import { decodeToken } from '../token/jwt.ts';
import type { RefreshObstacle } from './refresh-outcome.ts';

/** How a refresh would be done: with the stored refresh token, or through the API's own cookie. */
export type RefreshPlan =
  | { kind: 'body'; url: string; refreshToken: string }
  | { kind: 'cookie'; url: string; method: string };

export type RefreshReadiness = RefreshPlan | { kind: 'unavailable'; reason: RefreshObstacle };

/** A refresh endpoint that was seen in use. */
export interface SeenRefreshEndpoint {
  url: string;
  method: string;
}

function obstacle(profile: ServiceProfile, { build, active }: StorageReading) {
  if (build === 'admin') return 'admin';
  const decoded = active ? decodeToken(active.token) : null;
  const generation = decoded?.kind === 'jws' ? profile.generation(decoded.claims) : null;
  if (generation === 'v1' || (build === 'v1' && generation === null)) return 'auth-v1';
  return build === 'signed-out' ? 'signed-out' : 'no-refresh-token';
}

/**
 * How the session in this storage can be refreshed: with the refresh token it holds, else by the
 * cookie endpoint that was last seen in use, else not at all and why.
 */
export function planRefresh(
  profile: ServiceProfile,
  reading: StorageReading,
  seen: SeenRefreshEndpoint | null,
): RefreshReadiness {
  const reason = obstacle(profile, reading);
  if (reason !== 'no-refresh-token') return { kind: 'unavailable', reason };
  if (reading.refresh) {
    return { kind: 'body', url: profile.refreshUrl, refreshToken: reading.refresh.token };
  }
  return seen ? { kind: 'cookie', ...seen } : { kind: 'unavailable', reason };
}

/**
 * Whether a refresh of a page's session may go there: to the API's own host or the page's, over TLS,
 * to a refresh route. Only a service that runs on this computer may do without TLS.
 */
export function mayRefreshAt(
  profile: ServiceProfile,
  { method, url }: SeenRefreshEndpoint,
  pageOrigin: string,
): boolean {
  if (!URL.canParse(url) || !URL.canParse(pageOrigin)) return false;
  const { protocol, hostname, port, host } = new URL(url);
  const isSecure = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  const isOwn = host === new URL(profile.refreshUrl).host || host === new URL(pageOrigin).host;
  const isService = isSecure && isOwn && profile.isServiceHost(hostname, port);
  return isService && profile.route(method, url).kind === 'refresh';
}

/**
 * The refresh endpoint that keeps its token in a cookie: the last one which the browser saw the page
 * itself ask, without a refresh token in the body. What a page tells, or a page of another origin
 * asked, is none.
 */
export function seenRefreshEndpoint(recording: Recorded): SeenRefreshEndpoint | null {
  const { profile } = recording;
  const pageOrigin = recording.storage()?.origin ?? null;
  if (pageOrigin === null) return null;
  const request = recording
    .requests()
    .findLast(
      (one) =>
        one.route.kind === 'refresh' &&
        one.by === 'app' &&
        isWitnessed(one) &&
        one.askingOrigin === pageOrigin &&
        one.url !== profile.refreshUrl &&
        mayRefreshAt(profile, one, pageOrigin),
    );
  return request ? { url: request.url, method: request.method } : null;
}
