import type { Cause } from '../../src/core/language/stable-words.ts';
import type { Exchange } from './exchange.ts';
import type { Fair } from './fair.ts';
import { greyOf, type Instants, instantsOf, isClockKnown } from './instants.ts';
import type { View } from './view.ts';

/** HAR writes whole ms. */
const ROUNDING_MS = 2;

function ofExp(view: View, exchange: Exchange, at: Instants): Fair {
  const { sentByServer, sentByClient, endedByClient } = at;
  const isKnown = isClockKnown(view, exchange);
  const whenSent: Cause = sentByClient >= 0 ? 'expired' : 'clock-skew';
  const exact: Cause = sentByServer >= 0 ? whenSent : 'expired-in-flight';
  const close: Cause[] = [];
  if (Math.abs(sentByServer) <= greyOf(view, exchange)) close.push(whenSent, 'expired-in-flight');
  if (Math.abs(sentByClient) <= ROUNDING_MS) close.push('expired', 'clock-skew');
  if (!isKnown && sentByClient >= 0) close.push('expired');
  if (!isKnown && sentByClient < 0 && endedByClient >= 0) close.push('expired-in-flight');
  return { right: new Set([exact]), close: new Set(close), isVisible: isKnown };
}

function ofNbf(view: View, exchange: Exchange, at: Instants): Fair {
  const isKnown = isClockKnown(view, exchange);
  const exact: Cause = at.sentByClient < 0 ? 'not-yet-valid' : 'clock-skew';
  const isAtEdge = Math.abs(at.sentByServer) <= greyOf(view, exchange);
  const close: Cause[] = isKnown ? [] : ['not-yet-valid'];
  return { right: new Set([exact]), close: new Set(close), isVisible: isKnown && !isAtEdge };
}

/** `iat` ahead is no reason by a standard (RFC 7519 §4.1.6); the later acceptance shows that it was. */
function ofIat(view: View, exchange: Exchange, at: Instants): Fair {
  const { token } = exchange.truth;
  const isAcceptedLater = view.exchanges.some(
    ({ truth, timing }) =>
      truth.passedGuard &&
      truth.token === token &&
      truth.token !== null &&
      timing.sent > exchange.timing.ended,
  );
  const isClear = -at.sentByServer > greyOf(view, exchange) && isClockKnown(view, exchange);
  return {
    right: new Set<Cause>(['not-yet-valid', 'clock-skew']),
    close: new Set(),
    isVisible: isAcceptedLater && isClear,
  };
}

/**
 * A token must not be accepted from `exp` on, though a verifier may grant a leeway (RFC 7519 §4.1.4).
 * Nobody sees a leeway that no acceptance has shown: until then what is over is over.
 */
export function withinLeeway(view: View, exchange: Exchange): Fair[] {
  const { token, reasons } = exchange.truth;
  if (token === null || token.exp === null || reasons.includes('expired')) return [];
  const at = instantsOf(view, exchange, token.exp);
  if (at.checkedByServer < 0) return [];
  const requests = view.isSanitised ? [] : view.exchanges;
  const uses = view.sockets.flatMap((socket) => socket.uses);
  const isShown = [...requests, ...uses].some((other) => {
    const { passedGuard, token: accepted } = other.truth;
    if (!passedGuard || accepted === null || accepted.exp === null) return false;
    const late = instantsOf(view, other, accepted.exp).sentByServer;
    return late > 0 && late >= at.sentByServer + greyOf(view, exchange);
  });
  return isShown ? [] : [{ ...ofExp(view, exchange, at), isVisible: false }];
}

/** Where nothing tells the server's time, what is over by this computer's clock is over (contract, section 4). */
export function byOnlyClock(view: View, exchange: Exchange): Fair[] {
  const { exp = null } = exchange.truth.token ?? {};
  if (exp === null || isClockKnown(view, exchange)) return [];
  const { sentByClient } = instantsOf(view, exchange, exp);
  return sentByClient < 0
    ? []
    : [{ right: new Set(), close: new Set<Cause>(['expired']), isVisible: false }];
}

/** Reasons that lie in time: visible where the server's clock is, and at an edge both sides are fair. */
export function fairInTime(claim: 'exp' | 'nbf' | 'iat') {
  return (view: View, exchange: Exchange): Fair => {
    const claimMs = exchange.truth.token?.[claim] ?? 0;
    const at = instantsOf(view, exchange, claimMs);
    const of = { exp: ofExp, nbf: ofNbf, iat: ofIat }[claim];
    const fair = of(view, exchange, at);
    return view.isSanitised ? { ...fair, isVisible: false } : fair;
  };
}
