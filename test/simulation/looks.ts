import type { Cause } from '../../src/core/language/stable-words.ts';
import type { Exchange } from './exchange.ts';
import type { View } from './view.ts';

/** The token went on being accepted after this true instant, so what happened then was no reason. */
function isAcceptedAfter({ exchanges }: View, token: string, atMs: number): boolean {
  return exchanges.some(
    ({ truth, timing }) => truth.passedGuard && truth.token?.token === token && timing.sent >= atMs,
  );
}

/** It was refused before this true instant, so what happened then was no reason either. */
function wasRefusedBefore({ exchanges }: View, token: string, atMs: number): boolean {
  return exchanges.some(
    ({ truth, timing }) =>
      truth.outcome === 'rejected' && truth.token?.token === token && timing.ended <= atMs,
  );
}

function wasReplaced(view: View, exchange: Exchange): boolean {
  const { token } = exchange.truth;
  if (!token) return false;
  const refreshes = view.exchanges.filter(
    ({ route, status, timing }) =>
      route === 'refresh' && status === 200 && timing.ended <= exchange.timing.sent,
  );
  return refreshes.some((refresh) => {
    const newer = view.exchanges.find(
      ({ truth }) =>
        truth.passedGuard &&
        truth.token !== null &&
        truth.token.person === token.person &&
        truth.token.token !== token.token &&
        refresh.body.includes(truth.token.token) &&
        (truth.token.serial ?? 0) > (token.serial ?? 0),
    );
    return (
      newer !== undefined &&
      !wasRefusedBefore(view, token.token, refresh.timing.start) &&
      !isAcceptedAfter(view, token.token, refresh.timing.ended)
    );
  });
}

function wasSignedOut(view: View, exchange: Exchange): boolean {
  const { token } = exchange.truth;
  return view.exchanges.some(
    ({ route, status, truth, timing }) =>
      route === 'logout' &&
      status === 200 &&
      token !== null &&
      truth.token?.person === token.person &&
      timing.start <= exchange.timing.ended &&
      !wasRefusedBefore(view, token.token, timing.start) &&
      !isAcceptedAfter(view, token.token, timing.ended),
  );
}

function isOfAnother(view: View, exchange: Exchange): boolean {
  const person = exchange.truth.token?.person;
  const login = view.exchanges.findLast(
    ({ route, status, timing }) =>
      route === 'login' && status === 200 && timing.ended <= exchange.timing.sent,
  );
  return person !== null && person !== undefined && Boolean(login && !login.body.includes(person));
}

/**
 * What the whole recording looks like, where the true reason left no trace: the same traffic would
 * have come of these, so no client could tell.
 */
export function looksLike(view: View, exchange: Exchange): Cause[] {
  const all: Cause[] = [];
  if (wasReplaced(view, exchange)) all.push('superseded');
  if (wasSignedOut(view, exchange)) all.push('signed-out');
  if (isOfAnother(view, exchange)) all.push('other-user');
  return all;
}
