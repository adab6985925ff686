import type { ServiceProfile } from '../core/service/service-profile.ts';
import { storedUsers } from '../core/service/stored-values.ts';
import {
  type NewTokens,
  type PageStorage,
  readStorage,
  type StorageRules,
  writesAfterRefresh,
} from '../core/service/token-storage.ts';
import { textClaim } from '../core/token/claims.ts';
import { decodeToken } from '../core/token/jwt.ts';
import type { RefreshOutcome } from '../core/verdict/refresh-outcome.ts';
import {
  mayRefreshAt,
  planRefresh,
  type RefreshPlan,
  type SeenRefreshEndpoint,
} from '../core/verdict/refresh-plan.ts';
import { failed, readAnswer, timesOf } from './refresh-answer.ts';

export const REFRESH_TIMEOUT_MS = 15_000;
/** A cookie endpoint is asked as it was seen to be asked, if it was one of these ways. */
const COOKIE_METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH']);

/** A key as it changed, for a `storage` event. */
export interface StorageChange {
  key: string;
  oldValue: string | null;
  newValue: string;
}

/** What a refresh does to the world. */
export interface RefreshEnvironment {
  profile: ServiceProfile;
  /** of the page */
  origin: string;
  readStorage(): PageStorage;
  /**
   * null takes it away
   * @throws DOMException where the storage is full
   */
  setItem(key: string, value: string | null): void;
  /** a whole `document.cookie` assignment */
  setCookie(assignment: string): void;
  /** lets the app take up a change, as it would one of another tab */
  tellApp(change: StorageChange): void;
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** a signal that aborts after so many ms */
  timeout(ms: number): AbortSignal;
  /** ms since the epoch */
  now(): number;
  /** called before the request leaves */
  announce(request: { method: string; url: string; startedAt: number }): void;
}

interface RefreshRequest {
  plan: RefreshPlan;
  method: string;
  url: string;
  init: RequestInit;
}

function sendingOf(plan: RefreshPlan): RefreshRequest {
  const method = plan.kind === 'body' ? 'POST' : plan.method;
  const init: RequestInit =
    plan.kind === 'body'
      ? {
          // The gateway's CORS lets no other header through but Authorization.
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ refreshToken: plan.refreshToken }),
        }
      : { credentials: 'include' };
  // A redirect could carry the refresh token to another host.
  return { plan, method, url: plan.url, init: { ...init, method, redirect: 'manual' } };
}

function isAllowed(
  { profile, origin }: RefreshEnvironment,
  { method, url }: RefreshRequest,
): boolean {
  return COOKIE_METHODS.has(method) && mayRefreshAt(profile, { method, url }, origin);
}

async function ask(environment: RefreshEnvironment, { method, url, init }: RefreshRequest) {
  const signal = environment.timeout(REFRESH_TIMEOUT_MS);
  try {
    const response = await environment.fetch(url, { ...init, signal });
    const { status, headers } = response;
    const answer = { status, text: await response.text(), retryAfter: headers.get('retry-after') };
    return readAnswer(environment.profile, { method, url }, answer, environment.now());
  } catch {
    return failed(signal.aborted ? 'timeout' : 'offline');
  }
}

/** Whom a token names: Auth V2 by `sub`, the service's own by `id`; both by an address. */
function namedIn(token: string | undefined): Named {
  const decoded = token === undefined ? null : decodeToken(token);
  const claims = decoded?.kind === 'jws' ? decoded.claims : {};
  return {
    subject: textClaim(claims, 'sub') ?? textClaim(claims, 'id'),
    email: textClaim(claims, 'email'),
  };
}

interface Named {
  subject: string | null;
  email: string | null;
}

/** Whether both are of one user; null where they have nothing in common to compare. */
function isSame(a: Named, b: Named): boolean | null {
  const compared = [
    [a.subject, b.subject],
    [a.email?.toLowerCase(), b.email?.toLowerCase()],
  ].filter((pair) => pair.every((name) => typeof name === 'string'));
  return compared.length === 0 ? null : compared.every(([one, other]) => one === other);
}

/** Why new tokens are not known to be of the user of the session, or null. */
function personObjection(
  rules: StorageRules,
  before: PageStorage,
  { access }: NewTokens,
): 'user-changed' | 'user-unnamed' | null {
  const after = namedIn(access);
  const held = namedIn(readStorage(rules, before).active?.token);
  // Of a token that cannot be read, what lies beside it says whose it is.
  const session = held.subject === null ? [held, ...storedUsers(rules, before)] : [held];
  const answers = session.map((one) => isSame(one, after));
  if (answers.includes(false)) return 'user-changed';
  return after.subject === null || !answers.includes(true) ? 'user-unnamed' : null;
}

/** Why the answer must not be written into what storage holds by now, or null. */
function objection(
  plan: RefreshPlan,
  rules: StorageRules,
  [pageBefore, pageAfter]: readonly [before: PageStorage, after: PageStorage],
  tokens: NewTokens,
): Extract<RefreshOutcome, { kind: 'not-written' }>['reason'] | null {
  const before = readStorage(rules, pageBefore);
  const after = readStorage(rules, pageAfter);
  const held = plan.kind === 'body' ? before.refresh : before.active;
  const holds = plan.kind === 'body' ? after.refresh : after.active;
  if (held && !after.all.some(({ role, place }) => role === held.role && place === held.place))
    return 'signed-out';
  if (before.user !== null && after.user !== null && before.user !== after.user)
    return 'user-changed';
  // The refresh token may be a leftover of somebody else.
  const other = personObjection(rules, pageBefore, tokens);
  if (other) return other;
  return holds?.token === held?.token ? null : 'tokens-changed';
}

/** All of them, or none: half of them would be of two sessions. */
function setAll(
  { setItem }: RefreshEnvironment,
  before: PageStorage,
  entries: readonly [key: string, value: string][],
): boolean {
  const written: string[] = [];
  try {
    for (const [key, value] of entries) {
      setItem(key, value);
      written.unshift(key);
    }
    return true;
  } catch {
    // The last first: there was room for each of these states.
    for (const key of written) setItem(key, before.entries[key] ?? null);
    return false;
  }
}

/** The places, or null where the storage is full. */
function write(
  environment: RefreshEnvironment,
  storage: PageStorage,
  tokens: NewTokens,
): string[] | null {
  const { profile, now, setCookie, tellApp } = environment;
  const { entries, cookie } = writesAfterRefresh(profile.storage, storage, tokens, now());
  if (!setAll(environment, storage, entries)) return null;
  if (cookie !== null) setCookie(cookie);
  // Only now, so that the app finds all of them changed whichever it hears of first.
  for (const [key, newValue] of entries) {
    const oldValue = storage.entries[key] ?? null;
    if (oldValue !== newValue) tellApp({ key, oldValue, newValue });
  }
  const keys = entries.map(([key]) => `localStorage.${key}`);
  return cookie === null ? keys : [...keys, `cookie.${profile.storage.cookie.name}`];
}

/** Request and writes in one go: whoever asked for it may be gone before it ends. */
export async function refreshSession(
  environment: RefreshEnvironment,
  seen: SeenRefreshEndpoint | null,
): Promise<RefreshOutcome> {
  const { profile } = environment;
  const storedBefore = environment.readStorage();
  const before = readStorage(profile.storage, storedBefore);
  const plan = planRefresh(profile, before, seen);
  if (plan.kind === 'unavailable') return plan;
  const sending = sendingOf(plan);
  if (!isAllowed(environment, sending)) return { kind: 'unavailable', reason: 'no-refresh-token' };

  const { method, url } = sending;
  environment.announce({ method, url, startedAt: environment.now() });
  const answer = await ask(environment, sending);
  if (answer.kind !== 'tokens') return answer;

  const { tokens } = answer;
  const storage = environment.readStorage();
  const reason = objection(plan, profile.storage, [storedBefore, storage], tokens);
  if (reason) return { kind: 'not-written', reason };
  const places = write(environment, storage, tokens);
  if (!places) return { kind: 'not-written', reason: 'storage-full' };
  const old = before.active && timesOf(before.active.token);
  return { kind: 'refreshed', before: old, after: timesOf(tokens.access), places };
}

/** One refresh at a time in a document: who asks meanwhile gets the answer of the one under way. */
export function oneAtATime(
  environment: RefreshEnvironment,
): (seen: SeenRefreshEndpoint | null) => Promise<RefreshOutcome> {
  let running: Promise<RefreshOutcome> | null = null;
  return (seen) => {
    running ??= refreshSession(environment, seen).finally(() => {
      running = null;
    });
    return running;
  };
}
