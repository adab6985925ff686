import { next, outcome, type Probe, shapeOf } from './helpers.ts';

const URL = 'ws://api.futureguide.id/socket.io/?EIO=4&transport=websocket';

type Loose = (...args: unknown[]) => unknown;

const shape: Probe = async () => ({
  constructor: shapeOf(window, 'WebSocket'),
  send: shapeOf(WebSocket.prototype, 'send'),
  close: shapeOf(WebSocket.prototype, 'close'),
  link: WebSocket.prototype.constructor === WebSocket,
  linkFlags: Object.getOwnPropertyDescriptor(WebSocket.prototype, 'constructor')?.enumerable,
  constants: [WebSocket.CONNECTING, WebSocket.OPEN, WebSocket.CLOSING, WebSocket.CLOSED],
  inherits: Object.getPrototypeOf(WebSocket) === EventTarget,
});

const misuse: Probe = async () => {
  const loose = WebSocket as unknown as Loose & (new (...args: unknown[]) => WebSocket);
  const connecting = new WebSocket(URL);
  const ended = next(connecting, 'close');
  const found = [
    await outcome(() => loose(URL)),
    await outcome(() => loose.call({}, URL)),
    await outcome(() => new loose()),
    await outcome(() => new loose('ws://[')),
    await outcome(() => new loose('ftp://api.futureguide.id')),
    await outcome(() => new loose(URL, ['same', 'same'])),
    await outcome(() => WebSocket.prototype.send.call({} as WebSocket, 'x')),
    await outcome(() => (new loose(URL) as unknown as { send: Loose }).send()),
    await outcome(() => connecting.close(1)),
  ];
  connecting.close();
  const { code, wasClean } = (await ended) as CloseEvent;
  return [...found, code, wasClean, await outcome(() => connecting.send('too late'))];
};

const subclasses: Probe = async () => {
  class Sub extends WebSocket {
    sent = 0;
    override send(data: string): void {
      this.sent += 1;
      super.send(data);
    }
  }
  function Old(this: object, url: string): object {
    return Reflect.construct(WebSocket, [url], Old);
  }
  Old.prototype = Object.create(WebSocket.prototype);
  const sub = new Sub(URL);
  const old = Reflect.construct(Old, [URL]) as WebSocket;
  const plain = new WebSocket(URL);
  const all = [sub, old, plain];
  await Promise.all(all.map((socket) => next(socket, 'open')));
  sub.send('40');
  const found = [
    [sub instanceof Sub, sub instanceof WebSocket, sub.constructor === Sub, sub.sent],
    [old instanceof WebSocket, Object.getPrototypeOf(old) === Old.prototype],
    [plain instanceof WebSocket, plain.constructor === WebSocket, Reflect.ownKeys(plain).length],
    [Object.prototype.toString.call(plain), String(Sub).startsWith('class'), Sub.OPEN],
    [plain.url, plain.protocol, plain.extensions !== undefined, plain.binaryType],
  ];
  const ended = all.map((socket) => next(socket, 'close'));
  for (const socket of all) socket.close();
  await Promise.all(ended);
  return found;
};

/** A whole session with text, binary in both forms, and who hears what in which order. */
const session: Probe = async () => {
  const log: string[] = [];
  const socket = new WebSocket(URL);
  socket.binaryType = 'arraybuffer';
  const sendBytes = () => {
    socket.send('451-["echo",{"_placeholder":true,"num":0}]');
    socket.send(new Uint8Array([1, 2, 3]));
  };
  const show = (event: Event) => {
    const { data } = event as MessageEvent<unknown>;
    const shown = data instanceof ArrayBuffer ? `${new Uint8Array(data)}` : String(data);
    // Engine.IO's first frames carry random session ids.
    const text = shown.startsWith('0{') || shown.startsWith('40') ? shown.slice(0, 1) : shown;
    return `${event.type} ${socket.readyState} ${text} ${(event as MessageEvent).origin}`;
  };
  socket.onopen = (event) => log.push(`property ${event.type} ${event.isTrusted}`);
  for (const name of ['open', 'message', 'error'])
    socket.addEventListener(name, (event) => log.push(`listener ${show(event)}`));
  socket.onmessage = (event) => {
    const { data } = event;
    log.push(`property ${show(event)} ${data === event.data}`);
    if (typeof data !== 'string') return;
    if (data.startsWith('0{')) socket.send('40');
    if (data.startsWith('40')) {
      socket.send('42["authenticate",{"token":"a.b.c"}]');
      socket.send(new String('42["echo","an object"]') as string);
    }
    if (data.includes('an object')) sendBytes();
    if (data.startsWith('451-')) queueMicrotask(() => log.push('a microtask'));
    if (data.includes('last')) socket.close(4001, 'bye');
  };
  socket.addEventListener('message', ({ data }) => {
    if (data instanceof Blob) socket.send('42["echo","last"]');
    if (!(data instanceof ArrayBuffer)) return;
    socket.binaryType = 'blob';
    sendBytes();
  });
  const { code, reason, wasClean, type } = await next<CloseEvent>(socket, 'close');
  socket.send('42["authenticate",{"token":"late"}]');
  return [...log, type, code, reason, wasClean, socket.readyState];
};

const closings: Probe = async () => {
  const close = async (act: (socket: WebSocket) => void) => {
    const socket = new WebSocket(URL);
    await next(socket, 'open');
    act(socket);
    const { code, reason, wasClean } = await next<CloseEvent>(socket, 'close');
    return [code, reason, wasClean];
  };
  const failing = new WebSocket('ws://api.futureguide.id/api/dead');
  const events: string[] = [];
  failing.onerror = () => events.push('error');
  const { code } = await next<CloseEvent>(failing, 'close');
  return [
    await close((socket) => socket.close()),
    await close((socket) => socket.close(1000, 'done')),
    await close((socket) => {
      socket.send('40');
      socket.send('42["end"]');
    }),
    [...events, code],
  ];
};

export const socketProbes = {
  'socket: shape': shape,
  'socket: misuse': misuse,
  'socket: subclasses': subclasses,
  'socket: session': session,
  'socket: closings': closings,
};
