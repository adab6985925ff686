/** Words that others rely on: they stand in the DOM, in the report and in the filter. */
export const VALIDITIES = [
  'none',
  'opaque',
  'malformed',
  'not-yet-valid',
  'valid',
  'expiring',
  'expired',
  'no-exp',
  'unknown',
] as const;
export type Validity = (typeof VALIDITIES)[number];

export const OUTCOMES = ['accepted', 'rejected', 'failed', 'pending', 'unknown'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const FLAGS = ['sent-expired', 'invalid-token', 'auth-error'] as const;
export type Flag = (typeof FLAGS)[number];

/** Who sent a request. */
export const REQUESTERS = ['app', 'debugger', 'another-tab'] as const;
export type Requester = (typeof REQUESTERS)[number];

export const CERTAINTIES = ['certain', 'likely', 'possible'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** In the order in which they are tried; an inferred `verifier-down` comes last but one. */
export const CAUSES = [
  'fault',
  'refresh-refused',
  'verifier-down',
  'missing',
  'wrong-scheme',
  'placeholder',
  'quoted',
  'malformed',
  'clock-skew',
  'expired',
  'expired-in-flight',
  'not-yet-valid',
  'tampered',
  'other-environment',
  'other-user',
  'signed-out',
  'superseded',
  'unknown',
] as const;
export type Cause = (typeof CAUSES)[number];

export const FINDINGS = [
  'expired-token-sent',
  'invalid-token-rate',
  'refresh-failing',
  'refresh-missing',
  'refresh-late',
  'refresh-race',
  'refresh-too-often',
  'fresh-token-refused',
  'retry-kept-old-token',
  'refresh-brought-expired-token',
  'valid-token-discarded',
  'refresh-deadlock',
  'wiped-after-refresh-failure',
  'rolled-back',
  'stale-copy',
  'two-users',
  'quoted-in-storage',
  'placeholder-in-storage',
  'socket-stale',
  'socket-unauthenticated',
  'cookie-outlives-token',
  'issued-at-drift',
  'clock-skew',
  'verifier-down',
  'not-refreshable',
  'malformed-claim',
] as const;
export type FindingCode = (typeof FINDINGS)[number];
