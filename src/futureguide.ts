/**
 * All that is known of FutureGuide: hosts, routes, storage keys of every build, error words.
 * Builds seen in public: the current one (`futureguide_*`, since 2025-10-23), Auth V2
 * (`authV2_*`, 2025-10-04 to 10-22), V1 (`token`, before) and the admin page (`fg_admin_token`).
 */
import { type ErrorWords, exactInstant, readErrorWords } from './core/service/error-answer.ts';
import type { Body } from './core/service/http.ts';
import { isAboutOtherSecret, namesTokenReason } from './core/service/refusal-words.ts';
import { pathOf, routeReader } from './core/service/route-table.ts';
import type {
  JobIds,
  Route,
  RouteKind,
  ServiceError,
  ServiceProfile,
} from './core/service/service-profile.ts';
import { type StoredRow, storageRules, stored } from './core/service/storage-rows.ts';
import {
  type Build,
  type FoundToken,
  foundToken,
  type PageStorage,
} from './core/service/token-storage.ts';
import { fieldsOf, readJson, textOf, valueAt } from './core/token/json.ts';

const DOMAIN = 'futureguide.id';
// The page's hook uses little of this file; a bundler leaves out only calls that are marked.
const apiUrl = (path: string) => `https://api.${DOMAIN}${path}`;
const fromStart = (path: string) => new RegExp(`^(?:${path})`);
/** RE2 text, from the beginning of a path. The documented refresh has `/refresh-token` somewhere. */
const REFRESH_PATH = '/(?:[^?#]*/)?refresh-token|/api/auth(?:/v2)?/refresh(?:[?#]|$)';
const REFRESH_URL = /* @__PURE__ */ apiUrl('/api/auth/v2/refresh');
/** The lightest route that looks at a token. */
const PROBE_URL = /* @__PURE__ */ apiUrl('/api/auth/token-balance');
/** Match pattern of its pages. */
export const PAGE_PATTERN = `https://*.${DOMAIN}/*`;
/** Match patterns for the manifest's hosts; without `wss` sockets are not seen. */
export const HOST_PATTERNS = [PAGE_PATTERN, `wss://*.${DOMAIN}/*`];

/** The domain and all below it; the page's hook can ask a pattern, not a function of ours. */
export const SERVICE_HOST = /(?:^|\.)futureguide\.id$/;

export function isServiceHost(hostname: string): boolean {
  return SERVICE_HOST.test(hostname);
}

/**
 * Socket.io 5 text frames (Engine.IO 4: `42["event",…]`, `42/admin,["event",…]`, `40{…}` for a
 * connection that says something, `44` for a refused one) that bear on a token or on an assessment.
 */
export const WATCHED_FRAME =
  /^4(?:4|0(?:\/[^,]{0,64},)?\{|2(?:\/[^,]{0,64},)?\d{0,16}\["(?:authenticate|authenticated|auth_error|error|connect_error|analysis-[^"]{1,64})")/;

/** First match wins. */
const ROUTES: readonly [RegExp, RouteKind][] = [
  [/^\/(admin\/)?socket\.io\//, 'socket'],
  [/* @__PURE__ */ fromStart(REFRESH_PATH), 'refresh'],
  [/^\/api\/(admin|auth|auth\/v2|admin\/auth|proxy\/auth)\/login$/, 'login'],
  [/^\/api\/(auth|auth\/v2|proxy\/auth)\/register$/, 'register'],
  [/^\/api\/(auth|auth\/v2|admin\/auth)\/logout$/, 'logout'],
  [/^\/api\/auth(\/v2)?\/(forgot|reset)-password$/, 'password-reset'],
  // These ask for the password once more, beside the token.
  [/^\/api\/(proxy\/)?auth(\/v2)?\/(change-password|account|user)$/, 'password-change'],
  [/^\/api\/(proxy\/)?auth(\/v2)?\/profile$/, 'profile'],
  [/^\/api\/(proxy\/)?auth\/token-balance$/, 'token-balance'],
  [/^\/api\/assessment\/(submit|retry)$|^\/api\/proxy\/assessment$/, 'submit'],
  [/^\/api\/(proxy\/)?assessment\/status\/[^/]+$/, 'poll'],
  [/^\/api\/assessment\/result\/[^/]+$/, 'result'],
  [/^\/api\/archive\/results\/[^/]+$|\/health$|^\/api\/(proxy\/)?auth\/schools/, 'public'],
  [/^\/api\//, 'api'],
];

/** The app's own host answers these paths of the API, and others for itself. */
const API_ON_APP_HOST = /^\/api\/(proxy\/)?(assessment|auth|archive|chatbot)(\/|$)/;

const route = /* @__PURE__ */ routeReader({
  table: ROUTES,
  ignoring: ['login', 'register', 'refresh', 'password-reset'],
  unguarded: ['public', 'socket', 'page'],
  isApi: (host, path) =>
    !isServiceHost(host) || /(^|[.-])api[.-]/.test(host) || API_ON_APP_HOST.test(path),
});

const CREDENTIAL_CODES = new Set([
  'INVALID_TOKEN',
  'TOKEN_EXPIRED',
  'TOKEN_VERIFICATION_FAILED',
  'INVALID_REFRESH_TOKEN',
  'UNAUTHORIZED',
  'MISSING_AUTHORIZATION',
  'AUTH_SERVICE_UNAVAILABLE',
]);
/** With a 401 they say that the token's user is gone; elsewhere they answer a question. */
const USER_CODES = new Set(['USER_NOT_FOUND', 'USER_DISABLED']);
/** Prose of the gateway, the services and the socket that speaks of the credential. */
const CREDENTIAL_WORDS =
  /\b(token (has )?expired|expired token|invalid[ _](refresh[ _])?token|(access )?token (is )?required|unable to verify token|authorization header|authentication (failed|service error|required))\b/i;
const NOT_THE_CREDENTIAL =
  /internal service authentication|admin access required|insufficient permissions/i;

/** Whatever the words of a 401, it is about the credential unless they are known to say otherwise. */
function refuses(status: number, words: ErrorWords): boolean | null {
  const { code, message } = words;
  const text = `${code ?? ''} ${message ?? ''}`;
  if (NOT_THE_CREDENTIAL.test(text) || isAboutOtherSecret(text)) return false;
  const known = code?.toUpperCase() ?? '';
  if (CREDENTIAL_CODES.has(known) || (status === 401 && USER_CODES.has(known))) return true;
  if (CREDENTIAL_WORDS.test(text) || namesTokenReason(words)) return true;
  return status === 401 ? null : false;
}

/** Without it an answer below 400 is none, and most need not be parsed to see that. */
const SAYS_FAILURE = /"success"\s*:\s*false/;

/** The gateway's errors are `{error: "CODE", message}`, the services' `{error: {code, message}}`. */
function readError(status: number, body: Body): ServiceError | null {
  if (body.kind !== 'text' || (status < 400 && !SAYS_FAILURE.test(body.text))) return null;
  const words = readErrorWords(body.text);
  if (!words || (status < 400 && !words.isFailure)) return null;
  const { code, message, retryAfterSeconds } = words;
  return { code, message, retryAfterSeconds, refusesCredential: refuses(status, words) };
}

/** Where it is the last field of all, as it mostly is, the rest need not be parsed. */
const LAST_TIMESTAMP = /,"timestamp":"([^"\\]{20,40})"\}\s*$/;

/** `timestamp` of the gateway's errors and of Auth V2; the old proxy's number is not trusted. */
function serverTime(body: string): number | null {
  if (!body.includes('"timestamp"')) return null;
  const told = LAST_TIMESTAMP.exec(body)?.[1] ?? textOf(fieldsOf(readJson(body)).timestamp);
  return told === null ? null : exactInstant(told);
}

/** `idToken` (Auth V2), `token` (V1) and `refreshToken` in the answers of login and refresh. */
function tokensInAnswer({ kind }: Route, body: string): FoundToken[] {
  if (kind !== 'login' && kind !== 'register' && kind !== 'refresh') return [];
  const answer = fieldsOf(readJson(body));
  const data = { ...answer, ...fieldsOf(answer.data) } as Record<string, unknown>;
  return [
    ...['idToken', 'accessToken', 'token'].flatMap((name) =>
      foundToken('access', data[name], `answer.${name}`),
    ),
    ...foundToken('refresh', data.refreshToken, 'answer.refreshToken'),
  ];
}

/** `jobId` and `resultId`; the socket writes them with an underscore. */
function jobIn(payload: unknown): JobIds {
  const outer = fieldsOf(payload);
  const inner = { ...outer, ...fieldsOf(outer.data) } as Record<string, unknown>;
  return {
    job: textOf(inner.jobId) ?? textOf(inner.job_id),
    result: textOf(inner.resultId) ?? textOf(inner.result_id),
  };
}

function profileEmail({ kind }: Route, body: string): string | null {
  if (kind !== 'profile') return null;
  return textOf(fieldsOf(valueAt(readJson(body), ['data', 'user'])).email);
}

const CURRENT: readonly Build[] = ['current'];
const V2: readonly Build[] = ['auth-v2'];
const V1: readonly Build[] = ['v1'];
const V2_AND_V1: readonly Build[] = ['auth-v2', 'v1'];
const ADMIN: readonly Build[] = ['admin'];

/** Every key and cookie that bears on a token; a row says all that is known of it. */
const STORED: readonly StoredRow[] = [
  stored('futureguide_access_token', 'access', CURRENT, {
    sentBy: CURRENT,
    written: CURRENT,
    marks: 'current',
  }),
  stored('futureguide_refresh_token', 'refresh', CURRENT, {
    refreshRank: 1,
    written: CURRENT,
    marks: 'current',
  }),
  stored('futureguide_user_data', 'access', CURRENT, { path: ['idToken'], sentBy: [] }),
  stored('futureguide_user_data', 'refresh', CURRENT, {
    path: ['refreshToken'],
    refreshRank: null,
  }),
  stored('futureguide_user_data', 'lifetime', CURRENT, { path: ['expiresIn'] }),
  stored('futureguide_user_data', 'user', CURRENT),
  stored('futureguide_partial_user_data', 'access', CURRENT, { path: ['idToken'], sentBy: [] }),
  stored('futureguide_partial_user_data', 'refresh', CURRENT, {
    path: ['refreshToken'],
    refreshRank: null,
  }),
  stored('futureguide_partial_user_data', 'lifetime', CURRENT, { path: ['expiresIn'] }),
  stored('futureguide_partial_user_data', 'user', CURRENT),
  stored('auth-storage', 'access', CURRENT, {
    path: ['state', 'tokens', 'idToken'],
    sentBy: CURRENT,
    marks: 'current',
  }),
  stored('auth-storage', 'refresh', CURRENT, {
    path: ['state', 'tokens', 'refreshToken'],
    refreshRank: 3,
    marks: 'current',
  }),
  stored('auth-storage', 'user', CURRENT, { path: ['state', 'user'] }),
  stored('authV2_idToken', 'access', V2, { sentBy: V2, written: V2, marks: 'auth-v2' }),
  stored('authV2_refreshToken', 'refresh', V2, { refreshRank: 2, written: V2, marks: 'auth-v2' }),
  stored('token', 'access', V2_AND_V1, { sentBy: V2_AND_V1, written: V2, marks: 'v1' }),
  stored('auth_token', 'access', V2_AND_V1, { sentBy: V2_AND_V1, written: V2, marks: 'v1' }),
  stored('authToken', 'access', V2_AND_V1, { sentBy: V1, marks: 'v1' }),
  stored('futureguide_token', 'access', V2, { sentBy: [] }),
  stored('accessToken', 'access', V2, { sentBy: [] }),
  stored('refreshToken', 'refresh', V2, { refreshRank: 4 }),
  stored('token', 'access', V2_AND_V1, { area: 'cookie', written: V2, sentBy: [] }),
  stored('adminToken', 'access', [], { sentBy: [] }),
  stored('fg_admin_token', 'access', ADMIN, { area: 'cookie', sentBy: ADMIN, marks: 'admin' }),
  stored('fg_admin_token', 'access', ADMIN, { sentBy: ADMIN, marks: 'admin' }),
  stored('user', 'user', V2_AND_V1),
  stored('user_data', 'user', V2_AND_V1),
  stored('email', 'identity', V2),
  stored('authV2_userId', 'identity', V2),
  stored('uid', 'identity', V2),
  stored('auth_version', 'version', V2_AND_V1),
  stored('authV2_tokenIssuedAt', 'issued-at', V2, { written: V2 }),
];

/** The current build is known by its own keys; leftovers of older builds may lie beside them. */
function buildOf({ entries }: PageStorage, marked: ReadonlySet<Build>): Build {
  if (marked.has('current')) return 'current';
  if (marked.has('auth-v2')) return 'auth-v2';
  if (marked.has('v1')) return entries.auth_version === 'v2' ? 'auth-v2' : 'v1';
  return marked.has('admin') ? 'admin' : 'signed-out';
}

/** Which keys and cookies of a page bear on its tokens, and how. */
export const tokenStorage = /* @__PURE__ */ storageRules(STORED, {
  refreshableVersion: 'v2',
  cookieAttributes: 'path=/; max-age=3600; SameSite=Lax',
  buildOf,
});

/** The gateway before 2025-10-04, its middleware, the services and the admin service say it so. */
const UNVERIFIABLE_CODES = new Set(['TOKEN_VERIFICATION_FAILED', 'AUTH_SERVICE_UNAVAILABLE']);
const UNVERIFIABLE_WORDS = /unable to verify token|authentication service error/i;

function saysUnverifiable({ code, message }: ServiceError): boolean {
  return UNVERIFIABLE_CODES.has(code ?? '') || UNVERIFIABLE_WORDS.test(message ?? '');
}

/** What the service says to a refresh that it does not grant. */
const REFRESH_REFUSALS = {
  401: { error: { code: 'INVALID_REFRESH_TOKEN', message: 'Invalid refresh token' } },
  429: { error: 'AUTH_RATE_LIMIT_EXCEEDED', message: 'Too many requests', retryAfter: 900 },
  500: { error: 'INTERNAL_ERROR', message: 'Internal server error' },
};

const FIREBASE_ISSUER = 'securetoken.google.com';

function generation(claims: Record<string, unknown>): 'v1' | 'v2' | null {
  if (textOf(claims.iss)?.includes(FIREBASE_ISSUER)) return 'v2';
  return 'id' in claims || 'userId' in claims ? 'v1' : null;
}

/** The page to which the app sends whom it has signed out. */
function isSignedOutPage(url: string): boolean {
  return /^\/(auth|login)\b/.test(pathOf(url));
}

export const futureGuide: ServiceProfile = {
  domain: DOMAIN,
  hosts: ['*.futureguide.id'],
  apiPath: '/api/',
  refreshPath: REFRESH_PATH,
  // The app refreshes ahead when less than this is left.
  expiringSeconds: 300,
  isServiceHost,
  route,
  readError,
  invalidToken: { code: 'INVALID_TOKEN', words: /^(invalid or expired token|INVALID_TOKEN)$/i },
  serverTime,
  tokensInAnswer,
  jobIn,
  profileEmail,
  storage: tokenStorage,
  generation,
  refreshRefusal: (status) => JSON.stringify({ success: false, ...REFRESH_REFUSALS[status] }),
  refreshUrl: REFRESH_URL,
  probeUrl: PROBE_URL,
  isSignedOutPage,
  saysUnverifiable,
  // Renamed around 2025-10-11; tokens from before are refused though unexpired.
  retiredIssuers: ['atma-auth-service'],
  socketEvents: {
    authenticate: 'authenticate',
    accepted: 'authenticated',
    refused: ['auth_error', 'error', 'connect_error'],
    // The admin page's socket carries its token in the handshake.
    isExpected: (url) => pathOf(url).startsWith('/socket.io/'),
  },
};
