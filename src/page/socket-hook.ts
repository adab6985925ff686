import { SERVICE_HOST, WATCHED_FRAME } from '../futureguide.ts';
import { MAX_FRAME_BYTES } from '../page-channel.ts';
import {
  apply,
  bare,
  closeCodeOf,
  closeSocket,
  construct,
  dataOf,
  getIn,
  hostnameOf,
  listen,
  matches,
  NativeURL,
  NativeWeakMap,
  now,
  random,
  SocketPrototype,
  setIn,
  slice,
  socketStateOf,
  socketUrlOf,
  stringify,
} from './natives.ts';
import { likeNative, patch, type Revert } from './patch.ts';
import { quietly } from './quietly.ts';

/** `WebSocket.OPEN` */
const OPEN = 1;
/** Every frame of Engine.IO that carries a message begins with this digit. */
const MESSAGE = '4';

/** The data of a frame if it bears on a token. */
export function watchedFrame(data: unknown): string | null {
  if (typeof data !== 'string' || data[0] !== MESSAGE) return null;
  return data.length <= MAX_FRAME_BYTES && matches(WATCHED_FRAME, data) ? data : null;
}

interface Watched {
  /** what is told of the socket each time, as JSON that goes on: most of what a report costs */
  head: string;
}

interface SocketHook {
  revert: Revert;
  /** closes every open socket to the service, as the app's own code could */
  closeAll(): void;
}

/** Tells, as JSON, what the service's sockets carry; the constructor stays the native one in every way. */
export function hookSockets(report: (json: string) => void): SocketHook {
  const watched = new NativeWeakMap<WebSocket, Watched>();
  const open: Record<string, WebSocket> = bare({});
  const documentId = random();
  let sockets = 0;

  function tell(it: Watched, event: 'open' | 'close' | 'send' | 'receive', data: string): void {
    report(`${it.head},"at":${now()},"event":"${event}","data":${stringify(data)}}`);
  }

  function watch(socket: WebSocket): void {
    const url = socketUrlOf(socket);
    if (!matches(SERVICE_HOST, hostnameOf(new NativeURL(url)))) return;
    sockets += 1;
    const id = `${documentId}:${sockets}`;
    const it = { head: slice(stringify(bare({ kind: 'socket', socket: id, url })), 0, -1) };
    setIn(watched, socket, it);
    listen(socket, 'open', () => {
      open[id] = socket;
      tell(it, 'open', '');
    });
    listen(socket, 'close', (event) => {
      delete open[id];
      quietly(() => tell(it, 'close', `${closeCodeOf(event as CloseEvent)}`));
    });
    listen(socket, 'message', (event) => {
      quietly(() => {
        const data = watchedFrame(dataOf(event as MessageEvent));
        if (data !== null) tell(it, 'receive', data);
      });
    });
  }

  const prototype: { constructor: object; send: WebSocket['send'] } = SocketPrototype;
  const revertConstructor = patch(window, 'WebSocket', (native) =>
    likeNative(native, {
      construct(target, args, newTarget) {
        const socket = construct(target, args, newTarget) as WebSocket;
        quietly(() => watch(socket));
        return socket;
      },
    }),
  );
  const revertLink = patch(prototype, 'constructor', () => window.WebSocket);
  const revertSend = patch(prototype, 'send', (native) =>
    likeNative(native, {
      apply(target, self: WebSocket, args: unknown[]) {
        quietly(() => {
          const data = watchedFrame(args[0]);
          const it = data === null ? undefined : (getIn(watched, self) as Watched | undefined);
          // A closing socket swallows what is sent.
          if (data !== null && it && socketStateOf(self) === OPEN) tell(it, 'send', data);
        });
        return apply(target, self, args);
      },
    }),
  );
  return {
    revert: () => {
      revertSend();
      revertLink();
      revertConstructor();
    },
    closeAll: () => {
      for (const id in open) closeSocket(open[id] as WebSocket);
    },
  };
}
