/**
 * Which causes are right for a true reason, and whether a client could know it. Each rule stands on
 * what the service or a standard says, never on what the debugger happens to answer. Where a reason
 * is not visible, `unknown` is right, and whatever is said only as `possible` is no error.
 */
import type { Cause } from '../../src/core/language/stable-words.ts';
import type { Exchange, Reason } from './exchange.ts';
import type { Fair } from './fair.ts';
import { byOnlyClock, fairInTime, withinLeeway } from './fairness-time.ts';
import { looksLike } from './looks.ts';
import type { View } from './view.ts';

type Rule = (view: View, exchange: Exchange) => Fair;

function fair(isVisible: boolean, right: Cause[], close: Cause[] = []): Fair {
  return { right: new Set(right), close: new Set(close), isVisible };
}

/** What the header shows by itself is seen by whoever has the header (RFC 6750 §2.1, RFC 7519 §7.2). */
function inHeader(...right: Cause[]): Rule {
  return ({ isSanitised }) => fair(!isSanitised, right);
}

/**
 * A scheme in another case is the same scheme (RFC 9110 §11.1), so that a server refuses it is seen
 * only where it says that there was none.
 */
const wrongScheme: Rule = ({ isSanitised }, { authorization, body, responseHeaders }) => {
  const isSameWord = /^bearer /.test(authorization ?? '');
  const said = [body, ...responseHeaders.map(({ value }) => value)].join(' ');
  const saysMissing = /required|realm/.test(said);
  return fair(!isSanitised && (!isSameWord || saysMissing), ['wrong-scheme']);
};

/** Only the server knows: a blacklist, a key, an account (service facts, section 0). */
const onServerAlone: Rule = (view, exchange) => fair(false, [], looksLike(view, exchange));

function wasIssuedOrAccepted({ exchanges }: View, token: string): boolean {
  return exchanges.some(
    ({ route, status, body, truth }) =>
      (truth.passedGuard && truth.token?.token === token) ||
      ((route === 'login' || route === 'refresh') && status === 200 && body.includes(token)),
  );
}

/** A changed token is known by the good one that it was made from, where that was seen. */
const tampered: Rule = (view, { truth: { token } }) => {
  const of = token?.of;
  return fair(Boolean(of && !view.isSanitised && wasIssuedOrAccepted(view, of.token)), [
    'tampered',
  ]);
};

/** Issuer and audience can be compared only with those of a token that this host accepted. */
const foreign: Rule = ({ exchanges, isSanitised }, { truth: { token } }) => {
  const isComparable = exchanges.some(
    ({ truth }) =>
      truth.passedGuard &&
      truth.token?.flaw === null &&
      truth.token.generation === token?.generation,
  );
  return fair(isComparable && !isSanitised, ['other-environment']);
};

/** A token that comes after a logout looks like one of a new session. */
function wasIssuedBefore({ exchanges }: View, { truth }: Exchange, atMs: number): boolean {
  const token = truth.token?.token ?? '';
  return exchanges.some(
    ({ truth: other, body, timing }) =>
      timing.ended <= atMs && (other.token?.token === token || body.includes(token)),
  );
}

/** By an accepted logout of the same person that the recording holds. */
const afterLogout: Rule = (view, exchange) => {
  const person = exchange.truth.token?.person;
  const logout = view.exchanges.find(
    ({ route, status, truth, timing }) =>
      route === 'logout' &&
      status === 200 &&
      truth.token?.person === person &&
      timing.ended <= exchange.timing.sent,
  );
  const close = looksLike(view, exchange);
  const isKnown = wasIssuedBefore(view, exchange, logout?.timing.ended ?? 0);
  return fair(isKnown && !view.isSanitised, ['signed-out', 'other-user'], close);
};

/** By the refresh that brought a newer token, and the newer one's acceptance. */
const afterRefresh: Rule = (view, exchange) => {
  const looks = looksLike(view, exchange);
  // What was only ever refused may be anybody's (contract, section 4).
  const isOurs = wasIssuedOrAccepted(view, exchange.truth.token?.token ?? '');
  const isSeen = looks.includes('superseded') && isOurs && !view.isSanitised;
  return fair(isSeen, ['superseded', 'other-user', 'signed-out'], looks);
};

/** Routes that refuse what they accepted before, many at once, while nothing speaks against it. */
const ROUTES_OF_STORM = 3;
const STORM_MS = 10_000;
const LONGEST_STORM_MS = 60_000;

const outage: Rule = (view, exchange) => {
  const { sent } = exchange.timing;
  const near = view.exchanges.filter(
    ({ timing }) => Math.abs(timing.sent - sent) <= LONGEST_STORM_MS,
  );
  const storm = near.filter(
    (other) =>
      other.truth.reasons.includes('verifier-down') &&
      other.truth.reasons.length === 1 &&
      Math.abs(other.timing.sent - sent) <= STORM_MS / 2 &&
      wasAcceptedBefore(view, other),
  );
  const paths = new Set(storm.map(({ url }) => url));
  const speaksAgainst = near.some(
    ({ route, status }) =>
      (route === 'login' || route === 'refresh') &&
      (status === 401 || (status >= 200 && status < 300)),
  );
  // Refusals of one token that go on for minutes look like a session that is over.
  const goesOn = view.exchanges.some(
    ({ truth, timing }) =>
      truth.outcome === 'rejected' &&
      truth.token === exchange.truth.token &&
      Math.abs(timing.sent - sent) > LONGEST_STORM_MS / 2,
  );
  const isVisible = paths.size >= ROUTES_OF_STORM && !speaksAgainst && !goesOn && !view.isSanitised;
  return fair(isVisible, ['verifier-down'], looksLike(view, exchange));
};

function wasAcceptedBefore({ exchanges }: View, { truth, timing }: Exchange): boolean {
  return exchanges.some(
    (other) =>
      other.truth.passedGuard &&
      other.truth.token === truth.token &&
      other.timing.ended <= timing.sent,
  );
}

const RULES: Readonly<Record<Reason, Rule>> = {
  missing: inHeader('missing'),
  'wrong-scheme': wrongScheme,
  placeholder: inHeader('placeholder'),
  quoted: inHeader('quoted'),
  malformed: inHeader('malformed'),
  tampered,
  foreign,
  // The rename is public (service facts, section 4).
  'retired-issuer': inHeader('other-environment'),
  'key-rotated': onServerAlone,
  'claim-type': onServerAlone,
  expired: fairInTime('exp'),
  'not-before': fairInTime('nbf'),
  'issued-ahead': fairInTime('iat'),
  revoked: onServerAlone,
  'revoked-by-logout': afterLogout,
  'revoked-by-refresh': afterRefresh,
  'user-gone': onServerAlone,
  'verifier-down': outage,
  // The answer says so itself.
  'verifier-down-told': () => fair(true, ['verifier-down']),
  'refresh-token': () => fair(true, ['refresh-refused']),
};

/** What the debugger's user did is known to a live recording, and to no file. */
function ofFault({ seesStorage }: View, { byFault }: Exchange): Fair[] {
  return byFault && seesStorage ? [fair(true, ['fault'])] : [];
}

/** Of several reasons each alone would have sufficed, so each is right. */
export function fairOf(view: View, exchange: Exchange): Fair {
  const reasons = exchange.truth.reasons.map((reason) => RULES[reason](view, exchange));
  const inTime = [...withinLeeway(view, exchange), ...byOnlyClock(view, exchange)];
  const all = [...ofFault(view, exchange), ...reasons, ...inTime];
  return {
    right: new Set(all.flatMap(({ right }) => [...right])),
    close: new Set(all.flatMap(({ close }) => [...close])),
    isVisible: all.some(({ isVisible }) => isVisible),
  };
}
