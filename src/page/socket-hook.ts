import { isServiceHost, WATCHED_FRAME } from '../futureguide.ts';
import { MAX_FRAME_BYTES } from '../page-channel.ts';
import { createTable, getterOf, listen, matches, methodOf, NativeURL, now } from './natives.ts';
import { likeNative, patch, type Revert } from './patch.ts';
import { quietly, type Report } from './reporter.ts';

const { apply, construct } = Reflect;
const dataOf = getterOf(MessageEvent.prototype, 'data');
const codeOf = getterOf(CloseEvent.prototype, 'code');
const stateOf = getterOf(WebSocket.prototype, 'readyState');
const urlOf = getterOf(WebSocket.prototype, 'url');
const close = methodOf(WebSocket.prototype.close);
const { OPEN } = WebSocket;
/** Every frame of Engine.IO that carries a message begins with this digit. */
const MESSAGE = '4';

/** The data of a frame if it bears on a token. */
export function watchedFrame(data: unknown): string | null {
  if (typeof data !== 'string' || data[0] !== MESSAGE) return null;
  return data.length <= MAX_FRAME_BYTES && matches(WATCHED_FRAME, data) ? data : null;
}

interface Watched {
  socket: string;
  url: string;
}

interface SocketHook {
  revert: Revert;
  /** closes every open socket to the service, as the app's own code could */
  closeAll(): void;
}

/** Tells what the service's sockets carry; the constructor stays the native one in every way. */
export function hookSockets(report: Report, documentId: string): SocketHook {
  const watched = createTable<WebSocket, Watched>();
  const open = new Set<WebSocket>();
  let sockets = 0;

  function watch(socket: WebSocket): void {
    const url = urlOf(socket);
    if (!isServiceHost(new NativeURL(url).hostname)) return;
    sockets += 1;
    const it = { socket: `${documentId}:${sockets}`, url };
    watched.set(socket, it);
    const tell = (event: 'open' | 'close' | 'receive', data: string) =>
      report({ kind: 'socket', ...it, at: now(), event, data });
    listen(socket, 'open', () => {
      open.add(socket);
      tell('open', '');
    });
    listen(socket, 'close', (event) => {
      open.delete(socket);
      tell('close', String(codeOf(event as CloseEvent)));
    });
    listen(socket, 'message', (event) => {
      const data = watchedFrame(dataOf(event as MessageEvent));
      if (data !== null) tell('receive', data);
    });
  }

  const prototype: { constructor: object; send: WebSocket['send'] } = WebSocket.prototype;
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
        const data = watchedFrame(args[0]);
        const it = data === null ? undefined : watched.get(self);
        // A closing socket swallows what is sent.
        if (data !== null && it && stateOf(self) === OPEN)
          report({ kind: 'socket', ...it, at: now(), event: 'send', data });
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
      for (const socket of open) close(socket);
    },
  };
}
