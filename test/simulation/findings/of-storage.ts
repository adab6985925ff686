/** When findings about what lies in the page's storage are true; only a live recording sees it. */
import type { StoredState } from '../page-storage.ts';
import { spreadOf } from '../view.ts';
import { type Due, dueIf, type Sight } from './sight.ts';

/** Keys are written one after another; a state that lasts so long lies between no two writes. */
const SETTLED_MS = 2_000;
const SLACK_MS = 300;
const DRIFT_MS = 60_000;
/** Each build's key that it sends from, and the copies that it keeps beside it. */
const COPIES: readonly [read: string, copies: readonly string[]][] = [
  ['futureguide_access_token', ['futureguide_user_data']],
  ['authV2_idToken', ['token', 'auth_token', 'accessToken', 'futureguide_token']],
  ['token', ['auth_token']],
];
const ACCESS_KEYS = [
  'futureguide_access_token',
  'authV2_idToken',
  'token',
  'auth_token',
  'accessToken',
  'futureguide_token',
  'fg_admin_token',
];

export interface Lasting extends StoredState {
  until: number;
}

export function statesOf({ view }: Sight): Lasting[] {
  if (!view.seesStorage) return [];
  const { states } = view.session.storage;
  const from = view.exchanges[0]?.timing.start ?? 0;
  const end = view.exchanges.at(-1)?.timing.ended ?? 0;
  return states.flatMap((state, index) => {
    const until = states[index + 1]?.at ?? Math.max(end, state.at);
    return until <= from ? [] : [{ ...state, at: Math.max(state.at, from), until }];
  });
}

function isSettled({ at, until }: Lasting, slackMs: number): boolean {
  return until - at > SETTLED_MS + slackMs;
}

function isLast(states: readonly Lasting[], state: Lasting): boolean {
  return states.at(-1) === state;
}

function bare(text: string): string {
  return text.replace(/^"|"$/g, '');
}

function tokenIn(key: string, text: string): string {
  if (key !== 'futureguide_user_data') return bare(text);
  return (JSON.parse(text) as { idToken?: string }).idToken ?? '';
}

/** Where a copy holds another token than the key that is sent from. */
function disagrees({ entries, cookies }: StoredState): boolean {
  const { fg_admin_token: sent } = cookies;
  if (sent !== undefined && bare(entries.fg_admin_token ?? sent) !== bare(sent)) return true;
  return COPIES.some(([read, copies]) => {
    const active = entries[read];
    if (active === undefined) return false;
    const others = copies.flatMap((key) =>
      key in entries ? tokenIn(key, entries[key] ?? '') : [],
    );
    if (cookies.token !== undefined) others.push(cookies.token);
    return others.some((other) => other !== bare(active));
  });
}

function isWellFormed(text: string | undefined): boolean {
  return text === undefined || /^"?eyJ[\w-]+\.[\w-]+\.[\w-]+"?$/.test(text);
}

export function staleCopy(sight: Sight): Due {
  const states = statesOf(sight);
  const stale = states.filter(disagrees);
  const isPlain = ({ entries }: StoredState) =>
    ACCESS_KEYS.every((key) => isWellFormed(entries[key])) &&
    sight.view.session.happened.every(
      ({ name }) => !name.startsWith('mutated') && name !== 'user-switch',
    );
  const must = stale.some(
    (state) => (isSettled(state, SLACK_MS) || isLast(states, state)) && isPlain(state),
  );
  const refreshCopies = states.some(
    ({ entries }) => 'refreshToken' in entries || 'futureguide_user_data' in entries,
  );
  return dueIf(
    must && sight.view.session.clock.steps.length === 0,
    stale.length > 0 || refreshCopies,
  );
}

export function quotedInStorage(sight: Sight): Due {
  const isQuoted = ({ entries, cookies }: StoredState) =>
    [...ACCESS_KEYS.map((key) => entries[key]), ...Object.values(cookies)].some((text) =>
      text?.startsWith('"eyJ'),
    );
  const states = statesOf(sight).filter(isQuoted);
  return dueIf(states.length > 0, states.length > 0);
}

export function placeholderInStorage(sight: Sight): Due {
  const isPlaceholder = ({ entries, cookies }: StoredState) =>
    [...ACCESS_KEYS.map((key) => entries[key]), ...Object.values(cookies)].some(
      (text) => text === 'undefined' || text === 'null',
    );
  const states = statesOf(sight).filter(isPlaceholder);
  return dueIf(states.length > 0, states.length > 0);
}

/** The issue time that Auth V2 keeps by this computer's clock, beside the token's own. */
export function issuedAtDrift(sight: Sight): Due {
  const { verifier } = sight.view.session.service;
  const drifts = statesOf(sight).flatMap((state) => {
    const kept = Number(state.entries.authV2_tokenIssuedAt);
    const iat = verifier.tokenFacts(state.entries.authV2_idToken ?? '')?.iat ?? null;
    if (!Number.isFinite(kept) || iat === null) return [];
    const drift = Math.abs(kept * 1000 - iat);
    return [{ drift, settled: isSettled(state, SLACK_MS) }];
  });
  const must = drifts.some(({ drift, settled }) => settled && drift > DRIFT_MS + 1_500);
  return dueIf(
    must && sight.view.session.clock.steps.length === 0,
    drifts.some(({ drift }) => drift > DRIFT_MS - 1_500),
  );
}

/** The cookie's token is over, or lies there alone. */
export function cookieOutlivesToken(sight: Sight): Due {
  const { service } = sight.view.session;
  const states = statesOf(sight);
  const lying = states.flatMap((state) => {
    return Object.values(state.cookies).flatMap((text) => {
      const exp = service.verifier.tokenFacts(text)?.exp ?? null;
      if (exp === null) return [];
      const server = service.replicas[0];
      const late = (atMs: number) => (server?.at(atMs) ?? atMs) - exp;
      const grey = 2_000 + spreadOf(sight.view, state.at);
      return [{ atStart: late(state.at), atEnd: late(state.until), grey, state }];
    });
  });
  const isKnown = sight.uses.some(({ isClockKnown }) => isClockKnown);
  const must = lying.some(
    ({ atStart, grey, state }) => atStart > grey && isSettled(state, SLACK_MS) && isKnown,
  );
  const clientOff = Math.abs(sight.view.session.clock.offsetAt(sight.view.session.plan.startMs));
  return dueIf(
    must && sight.view.session.clock.steps.length === 0,
    lying.some(({ atEnd, grey }) => atEnd > -grey - clientOff) ||
      sight.view.session.happened.some(({ name }) => name.startsWith('mutated')),
  );
}

/** A refresh failed, not refused, and the app threw its tokens away. */
export function wipedAfterRefreshFailure(sight: Sight): Due {
  const states = statesOf(sight);
  const failed = sight.refreshes.filter(({ status }) => status !== 200);
  const wiped = failed.flatMap(({ timing, status }) => {
    const state = states.find(
      ({ at, entries }) =>
        at >= timing.ended - 1 &&
        at <= timing.ended + 10_000 &&
        ACCESS_KEYS.every(
          (key) => key === 'accessToken' || key === 'futureguide_token' || !(key in entries),
        ),
    );
    return state ? [{ isOwn: status !== 401 && state.at - timing.ended < 100 }] : [];
  });
  const { plan, clock, happened } = sight.view.session;
  const isPlain =
    clock.steps.length === 0 &&
    plan.bugs.includes('wipes-on-failure') &&
    happened.every(({ name }) => !name.startsWith('logout') && name !== 'user-switch');
  return dueIf(
    isPlain && wiped.some(({ isOwn }) => isOwn) && plan.build === 'current',
    wiped.length > 0,
  );
}
