/** When findings about refreshes are true; thresholds are those that the contract names. */
import type { Exchange } from '../exchange.ts';
import { spreadOf } from '../view.ts';
import { type Due, dueIf, type Sight, type Use, wasSetBetween } from './sight.ts';

const RACE_MS = 1_000;
const MINUTE_MS = 60_000;
/** A refresh that began so long ago may still be meant for the token in use. */
const REFRESH_WITHIN_MS = 300_000;
/** Times of files are cut, and an interval that falls on a threshold is on both sides of it. */
const SLACK_MS = 50;
const FAILURES_ABOVE = 0.05;
const DATE_PRECISION_MS = 1_000;

function spentBy({ requestBody }: Exchange): string {
  return requestBody ?? '';
}

function pairs<T>(list: readonly T[]): [T, T][] {
  return list.flatMap((a, index) => list.slice(index + 1).map((b): [T, T] => [a, b]));
}

/** Two that overlap, or the same refresh token spent again within 1 s. */
export function refreshRace(sight: Sight): Due {
  const all = pairs(sight.refreshes).map(([a, b]) => {
    const gap = b.timing.start - a.timing.ended;
    const isMisdated = wasSetBetween(sight, a.timing.start, b.timing.ended);
    const isSpentAgain = spentBy(a) === spentBy(b);
    return {
      overlap: gap < -SLACK_MS && !isMisdated,
      near: gap < SLACK_MS || isMisdated,
      spentAgain: isSpentAgain && b.timing.start - a.timing.start < RACE_MS + SLACK_MS,
    };
  });
  return dueIf(
    all.some(({ overlap }) => overlap),
    all.some(({ near, spentAgain }) => near || spentAgain),
  );
}

export function refreshTooOften(sight: Sight): Due {
  const all = pairs(sight.refreshes).map(([a, b]) => {
    const gap = b.timing.start - a.timing.start;
    const isMisdated = wasSetBetween(sight, a.timing.start, b.timing.ended);
    const isSequential = b.timing.start > a.timing.ended + SLACK_MS;
    return {
      must: gap < MINUTE_MS - SLACK_MS && isSequential && !isMisdated,
      may: gap < MINUTE_MS + SLACK_MS || isMisdated,
    };
  });
  return dueIf(
    all.some(({ must }) => must),
    all.some(({ may }) => may),
  );
}

export function refreshFailing({ refreshes }: Sight): Due {
  const failed = refreshes.filter(({ status }) => status !== 200);
  return dueIf(failed.length / refreshes.length > FAILURES_ABOVE, false);
}

/** A refused refresh, refusals of tokens after it, and no further refresh before a new beginning. */
export function refreshDeadlock({ exchanges, refreshes, view }: Sight): Due {
  const counts = refreshes
    .filter(({ status }) => status === 401)
    .map(({ timing }) => {
      const begun = exchanges.filter(
        ({ route, status, timing: { ended } }) =>
          ended > timing.ended &&
          ((route === 'login' && status === 200) || (route === 'page' && status !== 0)),
      );
      const until = Math.min(...begun.map(({ timing: { start } }) => start), Infinity);
      const hasNext = refreshes.some(
        ({ timing: { start } }) => start > timing.ended && start < until,
      );
      const refused = exchanges.filter(
        ({ truth, route, timing: { start } }) =>
          truth.outcome === 'rejected' &&
          route !== 'refresh' &&
          !truth.reasons.includes('missing') &&
          start < until,
      );
      const strict = refused.filter(({ timing: { start } }) => start > timing.ended + SLACK_MS);
      const loose = refused.filter(({ timing: { ended } }) => ended > timing.start - SLACK_MS);
      return { strict: hasNext ? 0 : strict.length, loose: loose.length };
    });
  const isMisdated = view.session.clock.steps.length > 0;
  return dueIf(
    counts.some(({ strict }) => strict >= 2) && !isMisdated,
    counts.some(({ loose }) => loose >= 2),
  );
}

function isRefreshable({ token }: Use): boolean {
  return token.generation === 'v2';
}

/** A refreshable token used near or after its end, and no refresh begun for it. */
export function refreshMissing(sight: Sight): Due {
  const { uses, refreshes, issues } = sight;
  const near = uses.filter(({ late, grey, isClockKnown, ...use }) => {
    if (!isRefreshable({ late, grey, isClockKnown, ...use }) || !late) return false;
    const byServer = late.sentByServer > -MINUTE_MS - grey - DATE_PRECISION_MS;
    return byServer || (!isClockKnown && late.sentByClient > -MINUTE_MS);
  });
  const sure = near.filter(({ exchange, token, late, grey, isClockKnown }) => {
    const { start } = exchange.timing;
    const before = refreshes.filter(({ timing }) => timing.start <= start + SLACK_MS);
    const hasRecent = before.some(({ timing }) => start - timing.start < REFRESH_WITHIN_MS + 5_000);
    const isNewest = issues.every(
      (issue) => issue.exchange.timing.start > start || issue.token === token,
    );
    const isOwn = sight.view.session.service.sessionOf(token.token) !== null;
    const isOld =
      token.iat !== null && (token.exp ?? 0) - token.iat > REFRESH_WITHIN_MS + MINUTE_MS;
    const isNear = late !== null && late.sentByServer > -MINUTE_MS + grey;
    return !hasRecent && isNewest && isOwn && isOld && isNear && isClockKnown && !token.flaw;
  });
  const isMisdated = sight.view.session.clock.steps.length > 0;
  const isInTime = refreshes.some(({ timing }) =>
    sure.some(({ exchange }) => timing.start > exchange.timing.start),
  );
  return dueIf(sure.length > 0 && !isMisdated && !isInTime, near.length > 0);
}

/** Began after the token that it was to replace had expired. */
export function refreshLate(sight: Sight): Due {
  const { view, refreshes, uses, issues } = sight;
  const { replicas, sessions } = view.session.service;
  const stored = view.seesStorage ? sessions.flatMap(({ tokens }) => tokens) : [];
  const seen = [...uses.map(({ token }) => token), ...issues.map(({ token }) => token), ...stored];
  const all = refreshes.map(({ timing, startedAt, requestBody, truth }) => {
    const server = replicas[truth.replica ?? 0];
    const serverMs = server?.at(timing.start) ?? 0;
    const grey =
      DATE_PRECISION_MS * 2 + spreadOf(view, timing.start) + (timing.ended - timing.start);
    const known = seen.filter(({ exp }) => exp !== null);
    const session = view.session.service.sessions.find((one) =>
      one.tokens.some(({ token }) => known.some((facts) => facts.token === token)),
    );
    const previous = session?.tokens.findLast(
      ({ iat, token }) =>
        (iat ?? 0) < serverMs - grey && known.some((facts) => facts.token === token),
    );
    const isLate =
      previous?.exp !== null && previous !== undefined && serverMs - (previous.exp ?? 0) > grey;
    const mayBe = known.some(
      ({ exp }) => (exp ?? 0) < serverMs + grey || (exp ?? 0) < startedAt + grey,
    );
    return { isLate: isLate && requestBody !== null, mayBe };
  });
  const isPlain =
    view.session.clock.steps.length === 0 &&
    view.session.happened.every(({ name }) => name === 'sleep') &&
    view.session.plan.tabs === 1 &&
    view.session.plan.bugs.length === 0 &&
    uses.some((use) => use.isClockKnown);
  return dueIf(
    isPlain && all.some(({ isLate }) => isLate),
    all.some(({ mayBe }) => mayBe),
  );
}
