import type { DocumentObservation, SocketObservation } from './observation.ts';

/** A sign of life, and nothing else, of every socket that is open as far as known; both in order of time. */
export function openSockets(
  documents: readonly DocumentObservation[],
  sockets: readonly SocketObservation[],
): SocketObservation[] {
  const lastLoad = documents.findLast(({ from }) => from === 'load')?.at ?? 0;
  const last = new Map<string, SocketObservation>();
  for (const observation of sockets)
    if (observation.event === 'close') last.delete(observation.socket);
    else last.set(observation.socket, observation);
  return [...last.values()]
    .filter(({ at }) => at >= lastLoad)
    .map((sign) => ({ ...sign, event: 'receive', data: '' }));
}
