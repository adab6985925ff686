/** When findings about which token followed which, and whose it was, are true. */
import type { TokenFacts } from '../token.ts';
import { spreadOf } from '../view.ts';
import { statesOf } from './of-storage.ts';
import { type Due, dueIf, type Sight, type Use, wasSetBetween } from './sight.ts';

/** Neither an answer nor a repetition comes later than this. */
const SOON_MS = 10_000;
const SLACK_MS = 50;
const TIMELY = new Set(['expired', 'not-before', 'issued-ahead']);

/** Issued before; by what it says of itself, where the service did not issue it in this session. */
function isOlder(a: TokenFacts, b: TokenFacts): boolean {
  if (a.person !== b.person || a.generation !== b.generation) return false;
  if (a.serial !== null && b.serial !== null) return a.serial < b.serial;
  return (a.iat ?? 0) < (b.iat ?? 0);
}

/** An older token of the chain was sent after a newer one had been. */
export function rolledBack(sight: Sight): Due {
  const { uses, genuine } = sight;
  const found = uses.flatMap((use) =>
    uses
      .filter(({ exchange, token }) => {
        return exchange.timing.start < use.exchange.timing.start && isOlder(use.token, token);
      })
      .map((newer) => ({ use, newer })),
  );
  const must = found.some(
    ({ use, newer }) =>
      genuine.has(use.token) &&
      genuine.has(newer.token) &&
      newer.exchange.truth.passedGuard &&
      use.exchange.route !== 'socket' &&
      newer.exchange.route !== 'socket' &&
      newer.exchange.timing.ended + SLACK_MS < use.exchange.timing.start &&
      isKnownOlder(sight, use.token, newer.token) &&
      isOfOneSession(sight, use.token, newer.token) &&
      !cameOfARace(sight, use.token, newer.token) &&
      !wasSetBetween(sight, newer.exchange.timing.start, use.exchange.timing.ended) &&
      !isKeptRetry(sight, use),
  );
  const may = found.some(({ use, newer }) => isPossible(sight, use) && isPossible(sight, newer));
  const stored = storedOlder(sight);
  return dueIf(must || stored === 'must', may || stored === 'may' || crossedLogout(sight));
}

/** Of what was issued before the recording `iat` alone tells the order, and servers need not agree. */
function isKnownOlder({ issues }: Sight, token: TokenFacts, newer: TokenFacts): boolean {
  const isSeen = [token, newer].every((one) => issues.some((issue) => issue.token === one));
  return token.iat !== newer.iat && (isSeen || (token.iat ?? 0) < (newer.iat ?? 0));
}

/** A refresh that a logout overtook stores what the logout had cleared, which only storage shows. */
function crossedLogout({ view, exchanges, refreshes }: Sight): boolean {
  if (!view.seesStorage) return false;
  const logouts = exchanges.filter(({ route, status }) => route === 'logout' && status === 200);
  return logouts.some(({ timing }) =>
    refreshes.some(({ timing: other }) => other.start < timing.ended && other.ended > timing.start),
  );
}

/** An older token of the same person lay where the app reads, after a newer one had lain there. */
function storedOlder(sight: Sight): Due {
  const { build, verifier } = readOf(sight);
  const states = statesOf(sight);
  const active = states.flatMap(({ entries, cookies }) => {
    const facts = verifier.tokenFacts(activeToken(build, entries, cookies));
    return facts ? [facts] : [];
  });
  const back = active.flatMap((token, index) => {
    const newer = active.slice(0, index).find((before) => isOlder(token, before));
    return newer ? [{ token, newer }] : [];
  });
  const must = back.some(
    ({ token, newer }) =>
      isKnownOlder(sight, token, newer) &&
      sight.genuine.has(token) &&
      sight.genuine.has(newer) &&
      !newer.flaw &&
      !cameOfARace(sight, token, newer),
  );
  return dueIf(must, back.length > 0);
}

function readOf({ view }: Sight) {
  const { plan, service } = view.session;
  return { build: plan.build, verifier: service.verifier };
}

function activeToken(
  build: string,
  entries: Record<string, string>,
  cookies: Record<string, string>,
): string {
  const text = {
    current: entries.futureguide_access_token,
    'auth-v2': entries.authV2_idToken,
    v1: entries.token,
    admin: cookies.fg_admin_token,
  }[build];
  return (text ?? '').replace(/^"|"$/g, '');
}

/** Which of two answers that overlapped is the newer is no matter of one coming back. */
function cameOfARace({ issues }: Sight, a: TokenFacts, b: TokenFacts): boolean {
  const [one, other] = [a, b].map((token) => issues.find((issue) => issue.token === token));
  if (!one || !other) return false;
  const [first, second] = [one.exchange.timing, other.exchange.timing];
  return first.start < second.ended && second.start < first.ended;
}

/** Two logins at once are two sessions, of which neither is the older. */
function isOfOneSession({ view }: Sight, a: TokenFacts, b: TokenFacts): boolean {
  const { service } = view.session;
  return service.sessionOf(a.token) === service.sessionOf(b.token);
}

/** It was at least no token that nobody but the sender had ever held. */
function isPossible(sight: Sight, { token }: Use): boolean {
  return sight.genuine.has(token) || wasStored(sight, token);
}

function isKeptRetry(sight: Sight, { exchange, token }: Use): boolean {
  const { start } = exchange.timing;
  return sight.uses.some(
    (first) =>
      first.token === token &&
      first.exchange.method === exchange.method &&
      first.exchange.url === exchange.url &&
      first.exchange.status === 401 &&
      first.exchange.timing.ended <= start &&
      sight.issues.some(
        ({ exchange: issue, token: brought }) =>
          issue.route === 'refresh' &&
          brought !== token &&
          issue.timing.ended >= first.exchange.timing.ended &&
          issue.timing.ended <= start &&
          start - issue.timing.ended <= SOON_MS,
      ),
  );
}

/** After a refresh the repeated request still carried the old token. */
export function retryKeptOldToken(sight: Sight): Due {
  const kept = sight.uses.filter((use) => isKeptRetry(sight, use));
  const repeated = sight.exchanges.some(
    (exchange) =>
      exchange.authorization !== null &&
      sight.exchanges.some(
        (first) =>
          first.status === 401 &&
          first.url === exchange.url &&
          first.authorization === exchange.authorization &&
          sight.refreshes.some(
            ({ timing }) =>
              timing.ended >= first.timing.ended && timing.ended <= exchange.timing.start,
          ),
      ),
  );
  const must = kept.some(
    (use) =>
      sight.view.session.plan.bugs.includes('retries-with-old-token') &&
      sight.view.session.plan.tabs === 1 &&
      isPossible(sight, use) &&
      !use.exchange.truth.reasons.includes('wrong-scheme') &&
      sight.view.session.clock.steps.length === 0,
  );
  return dueIf(must, kept.length > 0 || repeated);
}

/** Tokens whose very first use was refused soon after they had been issued. */
export function freshTokenRefused(sight: Sight): Due {
  const refused = sight.issues.flatMap(({ exchange, token }) => {
    const first = sight.uses.find(
      (use) =>
        use.token === token &&
        use.exchange.timing.start >= exchange.timing.ended &&
        (use.exchange.truth.passedGuard || use.exchange.truth.outcome === 'rejected'),
    );
    if (first?.exchange.truth.outcome !== 'rejected') return [];
    const after = first.exchange.timing.start - exchange.timing.ended;
    return [{ first, after, issue: exchange.route }];
  });
  const sure = refused.filter(
    ({ first, after }) =>
      // What was taken in the end was no token that nobody wants.
      !sight.uses.some(({ token, exchange }) => {
        return token === first.token && exchange.truth.passedGuard;
      }) &&
      after < SOON_MS / 5 &&
      !first.exchange.truth.reasons.some((reason) => TIMELY.has(reason)),
  );
  const refreshed = sure.filter(({ issue }) => issue === 'refresh');
  return dueIf(
    refreshed.length >= 2 && sight.view.session.clock.steps.length === 0,
    refused.length > 0,
  );
}

/** The refresh itself answered with a token that had expired. */
export function refreshBroughtExpired({ issues, view }: Sight): Due {
  const late = issues
    .filter(({ exchange, token }) => exchange.route === 'refresh' && token.exp !== null)
    .map(({ exchange: { timing, truth, startedAt }, token }) => {
      const server = view.session.service.replicas[truth.replica ?? 0];
      const byClient = startedAt + (timing.ended - timing.start) - (token.exp ?? 0);
      const grey = 2_000 + spreadOf(view, timing.ended) + (timing.ended - timing.start);
      return { byServer: (server?.at(timing.stamped) ?? 0) - (token.exp ?? 0), byClient, grey };
    });
  return dueIf(
    late.some(({ byServer, byClient, grey }) => byServer > grey && byClient > grey),
    late.some(({ byServer, byClient, grey }) => byServer > -grey || byClient > -grey),
  );
}

/** One person's token while another is signed in. */
export function twoUsers(sight: Sight): Due {
  const logins = sight.issues.filter(({ exchange }) => exchange.route === 'login');
  const mixed = sight.uses.flatMap((use) => {
    const { timing, route } = use.exchange;
    const before = logins.findLast(({ exchange }) => exchange.timing.ended <= timing.ended);
    if (!before || before.token.person === use.token.person || route === 'logout') return [];
    return [{ use, isClear: before.exchange.timing.ended + SLACK_MS < timing.start }];
  });
  const must = mixed.some(
    ({ use, isClear }) =>
      isClear && sight.genuine.has(use.token) && sight.view.session.clock.steps.length === 0,
  );
  return dueIf(
    must,
    mixed.some(({ use }) => isOfSomeone(sight, use)),
  );
}

function wasStored(sight: Sight, { token }: TokenFacts): boolean {
  return statesOf(sight).some(({ entries, cookies }) =>
    [...Object.values(entries), ...Object.values(cookies)].some((text) => text.includes(token)),
  );
}

/** Whoever changed something else in a token left it speaking for the same person. */
function isOfSomeone(sight: Sight, { token }: Use): boolean {
  const { genuine } = sight;
  const { of, claims } = token;
  // What lay in the app's own storage was somebody's, too.
  if (wasStored(sight, token)) return true;
  return genuine.has(token) || (of !== null && claims.email === of.claims.email && genuine.has(of));
}
