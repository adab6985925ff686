/** When findings about tokens, people and clocks are true. */
import { fairOf } from '../fairness.ts';
import type { TokenFacts } from '../token.ts';
import { isOfApi, isSameEpoch, isStamped, spreadOf } from '../view.ts';
import { statesOf } from './of-storage.ts';
import { type Due, dueIf, type Sight, type Use, wasSetBetween } from './sight.ts';

/** Neither an answer nor a repetition comes later than this. */
const SOON_MS = 10_000;
const SLACK_MS = 50;
const RATE_FROM = 20;
const RATE_ABOVE = 0.01;
const SKEW_MS = 5_000;
const STAMPS_FOR_SKEW = 3;
const TIMELY = new Set(['expired', 'not-before', 'issued-ahead']);

export function expiredTokenSent({ uses }: Sight): Due {
  const must = uses.some(({ late, grey, isClockKnown }) => {
    if (!late) return false;
    return late.sentByServer > grey && (isClockKnown || late.sentByClient > grey);
  });
  const may = uses.some(({ late, grey, isClockKnown }) => {
    if (!late) return false;
    return late.sentByServer > -grey || (!isClockKnown && late.sentByClient > -grey);
  });
  return dueIf(must, may);
}

export function invalidTokenRate({ exchanges }: Sight): Due {
  const carrying = exchanges.filter(
    (exchange) =>
      isOfApi(exchange) &&
      (exchange.authorization !== null || exchange.truth.reasons.includes('missing')),
  ).length;
  const invalid = exchanges.filter(
    ({ body, status }) => status === 401 && body.includes('INVALID_TOKEN'),
  ).length;
  const isOver = invalid / carrying > RATE_ABOVE;
  return dueIf(carrying >= RATE_FROM + 2 && isOver, carrying >= RATE_FROM - 2 && invalid > 0);
}

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
      newer.token.iat !== use.token.iat &&
      !wasSetBetween(sight, newer.exchange.timing.start, use.exchange.timing.ended) &&
      !isKeptRetry(sight, use),
  );
  const may = found.some(({ use, newer }) => isPossible(sight, use) && isPossible(sight, newer));
  const stored = storedOlder(sight);
  return dueIf(must || stored === 'must', may || stored === 'may');
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
    ({ token, newer }) => sight.genuine.has(token) && sight.genuine.has(newer) && !newer.flaw,
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

/** It was at least no token that nobody but the sender had ever held. */
function isPossible({ genuine }: Sight, { token }: Use): boolean {
  return genuine.has(token);
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
      sight.view.session.clock.steps.length === 0,
  );
  return dueIf(must, kept.length > 0 || repeated);
}

/** Tokens whose very first use was refused soon after they had been issued. */
export function freshTokenRefused(sight: Sight): Due {
  const refused = sight.issues.flatMap(({ exchange, token }) => {
    const first = sight.uses.find(
      (use) => use.token === token && use.exchange.timing.start >= exchange.timing.ended,
    );
    if (first?.exchange.truth.outcome !== 'rejected') return [];
    return [{ first, after: first.exchange.timing.start - exchange.timing.ended }];
  });
  const sure = refused.filter(
    ({ first, after }) =>
      after < SOON_MS / 5 && !first.exchange.truth.reasons.some((reason) => TIMELY.has(reason)),
  );
  const refreshed = sure.filter(({ first }) => first.token.flaw === null);
  return dueIf(
    refreshed.length >= 3 && sight.view.session.clock.steps.length === 0,
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

/** Claims of time that are in ms, of another type, negative, or beyond a Date. */
export function malformedClaim({ uses, issues }: Sight): Due {
  const odd = [...uses, ...issues].filter(({ token: { claims } }) => {
    const { exp } = claims;
    return typeof exp === 'string' || (typeof exp === 'number' && exp > 1e11);
  });
  return dueIf(odd.length > 0, false);
}

export function notRefreshable({ uses, issues }: Sight): Due {
  const isV1 = ({ token }: { token: TokenFacts }) => token.generation === 'v1';
  const sent = uses.filter(({ token }) => token.generation === 'v1' && token.flaw === null);
  return dueIf(sent.length > 0, uses.some(isV1) || issues.some(isV1));
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

/** Whoever changed something else in a token left it speaking for the same person. */
function isOfSomeone({ genuine }: Sight, { token }: Use): boolean {
  const { of, claims } = token;
  return genuine.has(token) || (of !== null && claims.email === of.claims.email && genuine.has(of));
}

export function verifierDown({ view, exchanges }: Sight): Due {
  const down = exchanges.filter(({ truth }) =>
    truth.reasons.some((reason) => reason.startsWith('verifier-down')),
  );
  const isVisible = (exchange: (typeof exchanges)[number]) => {
    const { right, isVisible } = fairOf(view, exchange);
    return isVisible && right.size === 1 && right.has('verifier-down');
  };
  return dueIf(down.some(isVisible), down.length > 0);
}

/** The API's clock and this computer's are more than 5 s apart, beyond what is uncertain. */
export function clockSkew({ view, exchanges }: Sight): Due {
  const { clock, service, plan } = view.session;
  const api = exchanges.filter(isOfApi);
  const last = api.at(-1)?.timing.ended ?? plan.startMs;
  const offsets = (atMs: number) =>
    service.replicas.map((replica) => Math.abs(replica.offsetAt(atMs) - clock.offsetAt(atMs)));
  const stamps = api.filter(
    (exchange) => isStamped(exchange) && isSameEpoch(view, exchange.timing.start, last),
  );
  const lies = api.some(({ liesAboutTime }) => liesAboutTime);
  const travel = Math.min(
    ...stamps.map(({ timing }) => timing.responded - timing.sent),
    Number.POSITIVE_INFINITY,
  );
  const margin = 2_000 + travel + spreadOf(view, last);
  const isStepped = !api.every(({ timing }) => isSameEpoch(view, timing.start, last));
  const must = offsets(last).every((offset) => offset > SKEW_MS + margin);
  const may = api.some(({ timing }) =>
    offsets(timing.start).some((offset) => offset > SKEW_MS - 500),
  );
  return dueIf(
    must && stamps.length >= STAMPS_FOR_SKEW && !lies && !isStepped,
    may || (lies && stamps.length <= STAMPS_FOR_SKEW),
  );
}

/** Enough that no user did it by hand. */
const DISCARDS = 3;
const AT_ONCE_MS = 60_000;
/** What the app itself refreshes ahead of is not good any more. */
const GOOD_FOR_MS = 300_000;

/** The app signs out over and over though its token is good. */
export function validTokenDiscarded({ uses, view }: Sight): Due {
  const good = uses.filter(
    ({ exchange, late }) =>
      exchange.route === 'logout' && late !== null && late.sentByServer < -GOOD_FOR_MS,
  );
  const isOften = good.some(({ exchange: { timing } }) => {
    const near = good.filter(
      (other) =>
        other.exchange.timing.start >= timing.start &&
        other.exchange.timing.start - timing.start < AT_ONCE_MS,
    );
    return near.length >= DISCARDS;
  });
  const { bugs } = view.session.plan;
  const refreshes = bugs.includes('refreshes-too-often') || bugs.includes('rolls-back');
  return dueIf(isOften && bugs.includes('misreads-payload'), good.length >= 2 || refreshes);
}
