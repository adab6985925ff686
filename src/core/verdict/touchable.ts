import type { Recorded } from '../recording/recorded.ts';
import type { RequestFacts } from '../recording/request.ts';
import type { SocketUse } from '../recording/sockets.ts';
import { isWitnessed } from '../recording/witness.ts';
import type { Touchable } from './reach.ts';

export function touchableRequest(request: RequestFacts): Touchable {
  const { sentAt, method, url, credential, requestHeaders, status, state, by, fromPage } = request;
  return {
    channel: 'request',
    sentAt,
    method,
    url,
    credential,
    status,
    by,
    isMadeUp: fromPage === 'all',
    headersRead: requestHeaders !== null,
    isOver: state !== 'pending',
    byWorker: request.byWorker,
    ignoresCredential: request.route.ignoresCredential,
  };
}

export function touchableUse(use: SocketUse): Touchable {
  const { at, url, method, credential, answer, fromPage } = use;
  return {
    channel: 'socket',
    sentAt: at,
    method,
    url,
    credential,
    status: null,
    by: 'app',
    isMadeUp: fromPage === 'all',
    headersRead: true,
    isOver: answer !== null,
    byWorker: false,
    ignoresCredential: false,
  };
}

/** All that was sent, by time. */
export function touchables(recording: Recorded): Touchable[] {
  const sockets = recording.socketUses().filter(({ fromPage }) => fromPage !== 'all');
  return [
    ...recording.requests().filter(isWitnessed).map(touchableRequest),
    ...sockets.map(touchableUse),
  ].sort((a, b) => (a.sentAt ?? Infinity) - (b.sentAt ?? Infinity));
}
