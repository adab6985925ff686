import { readHarEntry } from '../../src/core/har/har.ts';
import type { SocketObservation } from '../../src/core/recording/observation.ts';
import type { Arrival } from './play.ts';
import type { SocketAct } from './script.ts';

export interface SocketCircumstances {
  url: string;
  at: number;
  serverMs: number;
  fill(template: string): string;
  id(): string;
}

/** Socket.io 5 in Engine.IO 4: `42["event",…]`, and `44{…}` where the connection is refused. */
function frame(event: string, payload: string): string {
  return event === 'connect_error' ? `44${payload}` : `42["${event}",${payload}]`;
}

function pollingRequest(
  method: 'GET' | 'POST',
  { url, serverMs, id }: SocketCircumstances,
  [from, to]: [number, number],
  [sent, received]: [string | null, string],
): Arrival {
  const leg = readHarEntry(
    {
      startedDateTime: new Date(from).toISOString(),
      time: to - from,
      timings: { blocked: -1, dns: -1, connect: -1, send: 0, wait: to - from, receive: 0 },
      request: {
        method,
        url: url.replace('wss:', 'https:').replace('websocket', 'polling'),
        headers: [{ name: 'accept', value: '*/*' }],
        ...(sent === null ? {} : { postData: { text: sent } }),
      },
      response: {
        status: 200,
        headers: [{ name: 'date', value: new Date(serverMs).toUTCString() }],
        content: { text: received },
      },
    },
    `${id()}-har`,
  );
  if (!leg) throw new Error('the leg of a scenario is readable');
  return { at: to, observation: leg };
}

/** What is seen of a socket: frames of the page's WebSocket, or the bodies of polling requests. */
export function socketObservations(act: SocketAct, told: SocketCircumstances): Arrival[] {
  const { url, at, fill, id } = told;
  const { socket, event, transport, answer, took } = act;
  const seen = (when: number, what: SocketObservation['event'], data: string): Arrival => ({
    at: when,
    observation: {
      kind: 'socket',
      id: `${id()}-socket`,
      socket,
      url,
      at: when,
      event: what,
      data,
    },
  });
  const heard = answer && frame(answer.event, fill(answer.payload));
  if (event === 'open' || event === 'close') return [seen(at, event, '')];
  if (event === 'hears') return heard ? [seen(at, 'receive', heard)] : [];
  const token = act.token === null ? {} : { token: fill(act.token) };
  const said = JSON.stringify({ ...token, ...(act.job && { jobId: act.job }) });
  const sent = frame('authenticate', said);
  if (transport === 'websocket')
    return [seen(at, 'send', sent), ...(heard ? [seen(at + took, 'receive', heard)] : [])];
  const post = pollingRequest('POST', told, [at, at + took / 2], [`40\u001e${sent}`, 'ok']);
  if (!heard) return [post];
  const around = `2\u001e${heard}`;
  return [post, pollingRequest('GET', told, [at + 1, at + took], [null, around])];
}
