/** When findings about tokens, refusals and clocks are true. */
import { fairOf } from '../fairness.ts';
import type { TokenFacts } from '../token.ts';
import { isOfApi, isSameEpoch, isStamped, spreadOf } from '../view.ts';
import { type Due, dueIf, type Sight } from './sight.ts';

const RATE_FROM = 20;
const RATE_ABOVE = 0.01;
const SKEW_MS = 5_000;
const STAMPS_FOR_SKEW = 3;

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

/** Claims of time that are in ms, of another type, negative, or beyond a Date. */
export function malformedClaim(sight: Sight): Due {
  const { uses, issues, view } = sight;
  const odd = [...uses, ...issues].filter(({ token: { claims } }) => {
    const { exp } = claims;
    return typeof exp === 'string' || (typeof exp === 'number' && exp > 1e11);
  });
  return dueIf(
    odd.length > 0,
    (view.seesStorage && view.session.plan.service.expUnit === 'ms') || wasPasted(sight),
  );
}

/** Something that a tester wrote into storage is seen there, though nobody may have sent it. */
function wasPasted({ view }: Sight): boolean {
  return view.seesStorage && view.session.happened.some(({ name }) => name === 'mutated-stored');
}

export function notRefreshable({ uses, issues, view }: Sight): Due {
  const isV1 = ({ token }: { token: TokenFacts }) => token.generation === 'v1';
  const sent = uses.filter(({ token }) => token.generation === 'v1' && token.flaw === null);
  const isStored = view.seesStorage && view.session.service.rules.generation === 'v1';
  return dueIf(sent.length > 0, isStored || uses.some(isV1) || issues.some(isV1));
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
export function validTokenDiscarded({ uses, view, genuine }: Sight): Due {
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
    return near.length >= DISCARDS && near.every(({ token }) => genuine.has(token));
  });
  const { bugs } = view.session.plan;
  const refreshes = bugs.includes('refreshes-too-often') || bugs.includes('rolls-back');
  return dueIf(isOften && bugs.includes('misreads-payload'), good.length >= 2 || refreshes);
}
