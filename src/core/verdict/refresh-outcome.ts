import * as v from 'valibot';

/** Times of a token in ms since the epoch, and enough to recognise it; never the token. */
const tokenTimes = v.object({
  fingerprint: v.string(),
  issuedAt: v.nullable(v.number()),
  expiresAt: v.nullable(v.number()),
});
export type TokenTimes = v.InferOutput<typeof tokenTimes>;

/** Why a refresh cannot even be tried. */
const obstacle = v.picklist([
  'no-page',
  'watch-only',
  'signed-out',
  'auth-v1',
  'admin',
  'no-refresh-token',
]);
export type RefreshObstacle = v.InferOutput<typeof obstacle>;

const status = v.nullable(v.number());
const unsureOutcome = v.object({
  kind: v.literal('failed'),
  reason: v.picklist(['answer-lost', 'page-silent']),
  status,
});

/** How a refresh on demand ended. */
export const refreshOutcome = v.variant('kind', [
  v.object({
    kind: v.literal('refreshed'),
    before: v.nullable(tokenTimes),
    after: tokenTimes,
    places: v.array(v.string()),
  }),
  v.object({ kind: v.literal('refused'), message: v.nullable(v.string()) }),
  v.object({ kind: v.literal('rate-limited'), retryAfterSeconds: v.nullable(v.number()) }),
  v.object({
    kind: v.literal('failed'),
    reason: v.picklist(['server-error', 'timeout', 'offline', 'nonsense', 'woke-late']),
    status,
  }),
  v.object({
    kind: v.literal('not-written'),
    reason: v.picklist(['tokens-changed', 'user-changed', 'user-unnamed', 'signed-out']),
  }),
  unsureOutcome,
  v.object({ kind: v.literal('app-is-refreshing') }),
  v.object({ kind: v.literal('unavailable'), reason: obstacle }),
]);
export type RefreshOutcome = v.InferOutput<typeof refreshOutcome>;
/** How one ended of which nobody knows whether it was done. */
export type UnsureOutcome = v.InferOutput<typeof unsureOutcome>;
