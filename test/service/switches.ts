/** The app builds that were ever live on the app's host. */
export const BUILDS = ['current', 'v2-before', 'v2-after', 'v1'] as const;
export type Build = (typeof BUILDS)[number];

/** Makes any route answer anything, before the gateway looks at the request. */
export interface RespondWith {
  pathPrefix: string;
  /** Only this method; every method but a preflight when absent. */
  method?: string;
  status: number;
  /** Sent as JSON. With neither `body` nor `html` the answer is empty. */
  body?: unknown;
  html?: string;
  /** The answer goes on with blanks and never ends. */
  endless?: boolean;
  headers?: Record<string, string>;
  /** How many requests it answers before it goes away; without it, every one. */
  times?: number;
  /** `false` leaves the CORS headers out, as a proxy in front of the gateway does. */
  cors?: boolean;
}

export interface Switches {
  /** The build the app page runs when its address names none. */
  build: Build;
  /** Life of the tokens issued from now on, v1 and v2. */
  tokenLifetimeSeconds: number;
  /** The service's clock minus this computer's. */
  clockOffsetSeconds: number;
  /** An expired token is still accepted for this long. */
  graceSeconds: number;
  /** Every API call waits this long before the gateway looks at it. */
  latencyMs: number;
  /** `true`: INVALID_TOKEN for all · `'unverified'`: the old gateway's 401 · `'error'`: 500 · `'unavailable'`: 503. */
  verifierDown: boolean | 'unverified' | 'error' | 'unavailable';
  refresh: 'ok' | '401' | '401-expired' | '429' | '500' | '503' | 'never' | 'nonsense' | 'empty';
  /** Where the refresh token travels: in JSON bodies, or in an httpOnly cookie. */
  refreshTransport: 'body' | 'cookie';
  /** A second refresh of one session within this time is answered 429; 0 for no such limit. */
  refreshIntervalSeconds: number;
  /** A refresh makes the refresh token that it used worthless. */
  rotateRefresh: boolean;
  /** A refresh blacklists the access token that it replaces. */
  rotateAccess: boolean;
  /** A logout blacklists the access token that it came with. */
  logoutBlacklists: boolean;
  /** Calls of the limited auth routes that are let through in 15 minutes. */
  authLimit: number;
  /** From submit to the result. */
  assessmentSeconds: number;
  /** The next status call is held open for this long after it was verified; then the switch is 0 again. */
  holdStatusSeconds: number;
  /** API answers carry `Cache-Control: no-store`. */
  noStore: boolean;
  /** Answers of `/api` under the app's own host may be cached for 300 s, as in production. */
  sameOriginCache: boolean;
  /** Whether the app page registers its service worker. */
  serviceWorker: boolean;
  /** Whether pages of the current build carry the production Content-Security-Policy. */
  csp: boolean;
  /** How often the app polls. */
  pollSeconds: number;
  /** Builds that check their token refresh it when less than this is left. */
  refreshAheadSeconds: number;
  /** The current build waits for itself when its own refresh is answered 401, as in production. */
  refreshDeadlock: boolean;
  /** What the app does right after a poll is answered 401. */
  onRefusal: 'keep' | 'auth-xhr' | 'auth-fetch-unread' | 'auth-fetch-read' | 'reload';
  /** How a socket hears that its token was refused. */
  socketRefusalEvent: 'auth_error' | 'error';
  /** A socket that has not authenticated after this long is closed. */
  socketAuthTimeoutMs: number;
  respondWith: RespondWith | null;
}

interface Rule<T> {
  initial: T;
  wanted: string;
  admits(value: unknown): boolean;
}

function numberFrom(minimum: number, initial: number): Rule<number> {
  return {
    initial,
    wanted: minimum === -Infinity ? 'a number' : `a number from ${minimum}`,
    admits: (value) => typeof value === 'number' && Number.isFinite(value) && value >= minimum,
  };
}

function onOrOff(initial: boolean): Rule<boolean> {
  return { initial, wanted: 'true or false', admits: (value) => typeof value === 'boolean' };
}

function oneOf<const T>(initial: NoInfer<T>, values: readonly T[]): Rule<T> {
  return {
    initial,
    wanted: `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`,
    admits: (value) => values.some((allowed) => allowed === value),
  };
}

function isRespondWith(value: unknown): boolean {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  const { pathPrefix, status, times, html } = value as Record<string, unknown>;
  const optional = (field: unknown, type: string) => field === undefined || typeof field === type;
  return (
    typeof pathPrefix === 'string' &&
    typeof status === 'number' &&
    Number.isInteger(status) &&
    status >= 200 &&
    status <= 599 &&
    optional(times, 'number') &&
    optional(html, 'string')
  );
}

const RULES: { [Name in keyof Switches]: Rule<Switches[Name]> } = {
  build: oneOf('current', BUILDS),
  tokenLifetimeSeconds: numberFrom(1, 3600),
  clockOffsetSeconds: numberFrom(-Infinity, 0),
  graceSeconds: numberFrom(0, 0),
  latencyMs: numberFrom(0, 0),
  verifierDown: oneOf(false, [false, true, 'unverified', 'error', 'unavailable']),
  refresh: oneOf('ok', [
    'ok',
    '401',
    '401-expired',
    '429',
    '500',
    '503',
    'never',
    'nonsense',
    'empty',
  ]),
  refreshTransport: oneOf('body', ['body', 'cookie']),
  refreshIntervalSeconds: numberFrom(0, 0),
  rotateRefresh: onOrOff(true),
  rotateAccess: onOrOff(false),
  logoutBlacklists: onOrOff(false),
  authLimit: numberFrom(0, 2500),
  assessmentSeconds: numberFrom(0, 300),
  holdStatusSeconds: numberFrom(0, 0),
  noStore: onOrOff(false),
  sameOriginCache: onOrOff(false),
  serviceWorker: onOrOff(false),
  csp: onOrOff(true),
  pollSeconds: numberFrom(0.05, 10),
  refreshAheadSeconds: numberFrom(0, 300),
  refreshDeadlock: onOrOff(true),
  onRefusal: oneOf('keep', ['keep', 'auth-xhr', 'auth-fetch-unread', 'auth-fetch-read', 'reload']),
  socketRefusalEvent: oneOf('auth_error', ['auth_error', 'error']),
  socketAuthTimeoutMs: numberFrom(1, 10_000),
  respondWith: {
    initial: null,
    wanted: 'null or {pathPrefix, status, body?, html?, headers?, method?, times?, cors?}',
    admits: isRespondWith,
  },
};

/** Every switch in its first position. */
export function initialSwitches(): Switches {
  const initial = Object.entries(RULES).map(([name, rule]) => [name, rule.initial]);
  return Object.fromEntries(initial) as Switches;
}

/**
 * Moves switches in place, all of them or none.
 * @throws Error with one sentence when a name is unknown or a value does not fit.
 */
export function applySwitches(switches: Switches, change: unknown): void {
  if (typeof change !== 'object' || change === null || Array.isArray(change)) {
    throw new Error('Switches are given as one JSON object.');
  }
  for (const [name, value] of Object.entries(change)) {
    if (!Object.hasOwn(RULES, name)) {
      throw new Error(
        `There is no switch "${name}"; there are ${Object.keys(RULES).sort().join(', ')}.`,
      );
    }
    const rule = RULES[name as keyof Switches];
    if (!rule.admits(value)) {
      throw new Error(`"${name}" takes ${rule.wanted}, not ${JSON.stringify(value)}.`);
    }
  }
  Object.assign(switches, structuredClone(change));
}
