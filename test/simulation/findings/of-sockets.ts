/** When findings about sockets are true. */
import { spreadOf } from '../view.ts';
import { type Due, dueIf, type Sight } from './sight.ts';

/** A refresh needs a moment to reach the sockets. */
const GRACE_MS = 2_000;
const SLACK_MS = 300;
const AUTHENTICATES_WITHIN_MS = 10_000;

interface Stretch {
  /** true ms; from when on its token was no longer the session's; Infinity: never */
  staleFrom: number;
  /** true ms; how long it is seen to have been open */
  seenUntil: number;
  grey: number;
}

/** Each accepted token of each socket, for as long as no other was shown there. */
function stretchesOf(sight: Sight): Stretch[] {
  const { view, issues, exchanges } = sight;
  const { session } = view;
  const end = exchanges.at(-1)?.timing.ended ?? 0;
  return view.sockets.flatMap(({ uses, closedAt, frames }) =>
    uses.flatMap((use, index): Stretch[] => {
      const { token, passedGuard, replica } = use.truth;
      if (!passedGuard || !token) return [];
      const next = uses.slice(index + 1).find(({ truth }) => truth.passedGuard);
      // A file says no more than that something was still said on it.
      const over = view.seesStorage ? (closedAt ?? end) : 0;
      const last = Math.max(...frames.map(({ at }) => at), over);
      const { start } = use.timing;
      const replaced = issues.find(
        ({ exchange, token: other }) =>
          other !== token &&
          other.person === token.person &&
          exchange.timing.ended > start - GRACE_MS,
      );
      const another = issues.find(
        ({ exchange, token: other }) =>
          exchange.route === 'login' &&
          other.person !== token.person &&
          exchange.timing.ended > start,
      );
      const logout = exchanges.find(
        ({ route, status, truth, timing }) =>
          route === 'logout' &&
          status === 200 &&
          truth.token?.person === token.person &&
          timing.ended > start,
      );
      const server = session.service.replicas[replica ?? 0] ?? session.clock;
      const expires = token.exp === null ? Infinity : token.exp - server.offsetAt(start);
      const staleFrom = Math.min(
        replaced?.exchange.timing.ended ?? Infinity,
        another?.exchange.timing.ended ?? Infinity,
        logout?.timing.ended ?? Infinity,
        expires,
      );
      const grey = 2_000 + spreadOf(view, start);
      return [{ staleFrom, seenUntil: Math.min(next?.timing.ended ?? Infinity, last), grey }];
    }),
  );
}

/** A token that nobody was seen to issue took the place of another, as one that a tester pasted. */
function wasReplacedByHand({ uses, issues }: Sight): boolean {
  return uses.some(
    ({ exchange, token }) =>
      exchange.truth.passedGuard &&
      token.serial === null &&
      issues.every((issue) => issue.token !== token),
  );
}

/** It began with a token in whose place a newer one had been before. */
function showedOlder({ view, issues }: Sight): boolean {
  return view.sockets.some(({ uses }) =>
    uses.some(({ truth, timing }) =>
      issues.some(
        ({ exchange, token }) =>
          exchange.timing.ended <= timing.start &&
          token.person === truth.token?.person &&
          (token.serial ?? 0) > (truth.token?.serial ?? 0),
      ),
    ),
  );
}

/** A socket goes on with a token that has been replaced, has expired, or is another's. */
export function socketStale(sight: Sight): Due {
  const all = stretchesOf(sight);
  const isPlain = sight.view.session.clock.steps.length === 0;
  const isKnown = sight.uses.some(({ isClockKnown }) => isClockKnown);
  const refused = sight.view.sockets.some(({ uses }) =>
    uses.some(({ truth }) => truth.outcome === 'rejected'),
  );
  const end = sight.exchanges.at(-1)?.timing.ended ?? 0;
  return dueIf(
    isPlain &&
      isKnown &&
      all.some((one) => one.seenUntil - one.staleFrom > GRACE_MS + SLACK_MS + one.grey),
    refused ||
      wasReplacedByHand(sight) ||
      showedOlder(sight) ||
      all.some((one) => end - one.staleFrom > -one.grey),
  );
}

/** Open for 10 s without any token, or told that none had come. */
export function socketUnauthenticated({ view, exchanges }: Sight): Due {
  const end = exchanges.at(-1)?.timing.ended ?? 0;
  const silent = view.sockets.filter(({ way }) => way === 'never');
  const must = silent.some(({ frames }) => frames.some(({ data }) => data.includes('timeout')));
  const may = view.sockets.some(({ openedAt, closedAt, uses }) => {
    const until = closedAt ?? end;
    const [first] = uses;
    const waited = (first?.timing.ended ?? until) - openedAt;
    return waited > AUTHENTICATES_WITHIN_MS - SLACK_MS;
  });
  return dueIf(must, may);
}
