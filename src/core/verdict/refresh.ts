import type { Recording } from '../recording/recording.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import type { StorageReading } from '../service/token-storage.ts';
import { decodeToken } from '../token/jwt.ts';

/** Times of a token in ms since the epoch, and enough to recognise it; never the token. */
export interface TokenTimes {
  fingerprint: string;
  issuedAt: number | null;
  expiresAt: number | null;
}

/** How a refresh on demand ended. */
export type RefreshOutcome =
  | { kind: 'refreshed'; before: TokenTimes | null; after: TokenTimes; places: string[] }
  | { kind: 'refused'; message: string | null }
  | { kind: 'rate-limited'; retryAfterSeconds: number | null }
  | {
      kind: 'failed';
      reason: 'server-error' | 'timeout' | 'offline' | 'nonsense' | 'answer-lost';
      status: number | null;
    }
  | { kind: 'not-written'; reason: 'tokens-changed' | 'user-changed' | 'signed-out' }
  | { kind: 'app-is-refreshing' }
  | { kind: 'unavailable'; reason: RefreshObstacle };

/** Why a refresh cannot even be tried. */
export type RefreshObstacle = 'no-page' | 'signed-out' | 'auth-v1' | 'admin' | 'no-refresh-token';

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
 * The refresh endpoint that keeps its token in a cookie: the last one the app itself used without
 * sending a refresh token in the body.
 */
export function seenRefreshEndpoint(recording: Recording): SeenRefreshEndpoint | null {
  const { refreshUrl } = recording.profile;
  const request = recording
    .requests()
    .findLast(
      ({ route, by, url }) => route.kind === 'refresh' && by === 'app' && url !== refreshUrl,
    );
  return request ? { url: request.url, method: request.method } : null;
}
