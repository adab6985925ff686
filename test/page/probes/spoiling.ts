import type { PageReport } from '../../../src/messages.ts';
import { PAGE_EVENT } from '../../../src/page-channel.ts';
import { API } from './helpers.ts';

const REFUSED = `${API}/api/answer/401/json`;
const SOCKET = 'ws://api.futureguide.id/socket.io/?EIO=4&transport=websocket';
const TYPES: XMLHttpRequestResponseType[] = ['', 'json', 'blob', 'arraybuffer'];
/** A body is read in some tasks more; whatever has not come by then, does not come. */
const MAX_TASKS = 2_000;
const FRAMES = ['40', '42["authenticate",{"token":"made up"}]'];

interface Spoiled {
  /** what was called of that which the page had spoiled */
  calls: string[];
  /** what the page's own code had of it */
  found: unknown[];
  /** what the hook told */
  told: string[];
}

type Method = (...args: unknown[]) => unknown;

/** What this page took for itself before it spoiled everything for others. */
function takeOwn() {
  const { apply, setPrototypeOf } = Reflect;
  const NativePromise = Promise;
  const setType = Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, 'responseType')?.set;
  const detail = Object.getOwnPropertyDescriptor(CustomEvent.prototype, 'detail')?.get;
  const methods = {
    open: XMLHttpRequest.prototype.open,
    setType: setType as Method,
    sendXhr: XMLHttpRequest.prototype.send,
    send: WebSocket.prototype.send,
    close: WebSocket.prototype.close,
    listen: EventTarget.prototype.addEventListener,
    text: Response.prototype.text,
    detail: detail as Method,
    setTimeout: window.setTimeout,
    fetch: window.fetch,
  };
  const call = (target: object, method: keyof typeof methods, ...args: unknown[]) =>
    apply(methods[method] as Method, target, args);
  const once = { once: true };
  setPrototypeOf(once, null);
  const until = (target: EventTarget, name: string) =>
    new NativePromise((resolve) => call(target, 'listen', name, resolve, once));
  const nextTask = () => new NativePromise((resolve) => call(window, 'setTimeout', resolve, 0));
  return { call, until, nextTask, Socket: WebSocket };
}

type Own = ReturnType<typeof takeOwn>;

/** Refusals and a socket, in every way that the hook reads. */
async function session({ call, until, Socket }: Own, request: Request, xhrs: XMLHttpRequest[]) {
  const answers = [
    (await call(window, 'fetch', REFUSED)) as Response,
    (await call(window, 'fetch', request)) as Response,
  ];
  const found: unknown[] = [];
  for (let place = 0; place < answers.length; place += 1)
    found[found.length] = await call(answers[place] as Response, 'text');
  for (let place = 0; place < TYPES.length; place += 1) {
    const xhr = xhrs[place] as XMLHttpRequest;
    const ended = until(xhr, 'loadend');
    call(xhr, 'open', 'POST', REFUSED);
    call(xhr, 'setType', TYPES[place]);
    call(xhr, 'sendXhr', 'x');
    await ended;
  }
  const socket = new Socket(SOCKET);
  await until(socket, 'open');
  await until(socket, 'message');
  for (let place = 0; place < FRAMES.length; place += 1) {
    const answered = until(socket, 'message');
    call(socket, 'send', FRAMES[place]);
    await answered;
  }
  const closed = until(socket, 'close');
  call(socket, 'close');
  await closed;
  return found;
}

function briefly(detail: string): string {
  const report = JSON.parse(detail) as PageReport;
  return report.kind === 'refusal'
    ? `${report.method} ${report.status} ${report.body.slice(0, 16)}`
    : `${report.event} ${report.data.slice(0, 8)}`;
}

/** Runs the session while everything is spoiled; whoever calls what is spoiled is noted. */
async function whileSpoiled(
  reports: number,
  spoil: (note: (name: string) => void) => () => void,
): Promise<Spoiled> {
  const own = takeOwn();
  const calls: string[] = [];
  const details: string[] = [];
  const request = new Request(REFUSED, { method: 'PUT', body: 'x' });
  const xhrs = TYPES.map(() => new XMLHttpRequest());
  own.call(document, 'listen', PAGE_EVENT, (event: Event) => {
    details[details.length] = own.call(event, 'detail') as string;
  });
  const restore = spoil((name) => {
    calls[calls.length] = name;
  });
  try {
    const found = await session(own, request, xhrs);
    for (let task = 0; details.length < reports && task < MAX_TASKS; task += 1)
      await own.nextTask();
    restore();
    return { calls, found, told: details.map(briefly).sort() };
  } finally {
    restore();
  }
}

interface Changed {
  holder: object;
  key: PropertyKey;
  before: PropertyDescriptor | undefined;
}

/** Changes properties and gives back what undoes it, which needs nothing that can be spoiled. */
function changes() {
  const { defineProperty, deleteProperty, getOwnPropertyDescriptor, setPrototypeOf } = Reflect;
  const done: Changed[] = [];
  const own = (descriptor: PropertyDescriptor) => {
    setPrototypeOf(descriptor, null);
    return descriptor;
  };
  return {
    change(holder: object, key: PropertyKey, descriptor: PropertyDescriptor): void {
      const before = getOwnPropertyDescriptor(holder, key);
      if (before?.configurable === false) return;
      if (!defineProperty(holder, key, own({ ...descriptor, configurable: true }))) return;
      done[done.length] = { holder, key, before: before && own(before) };
    },
    restore(): void {
      while (done.length > 0) {
        const { holder, key, before } = done[done.length - 1] as Changed;
        done.length -= 1;
        if (before) defineProperty(holder, key, before);
        else deleteProperty(holder, key);
      }
    },
  };
}

interface Wanted {
  holder: object;
  key: PropertyKey;
  descriptor: PropertyDescriptor;
}

/** Every function and every accessor of the platform throws. */
const everything = (reports: number) =>
  whileSpoiled(reports, (note) => {
    const { change, restore } = changes();
    const holders: [string, object][] = [];
    for (const name of Object.getOwnPropertyNames(window)) {
      if (name === 'window' || name === 'globalThis') continue;
      const value: unknown = Object.getOwnPropertyDescriptor(window, name)?.value;
      if (typeof value === 'object' && value) holders.push([name, value]);
      if (typeof value !== 'function') continue;
      holders.push([name, value]);
      if (value.prototype) holders.push([`${name}.prototype`, value.prototype]);
    }
    const wanted: Wanted[] = [];
    for (const [name, holder] of [...holders, ['window', window] as const])
      for (const key of Reflect.ownKeys(holder)) {
        const { value, get, set } = Object.getOwnPropertyDescriptor(holder, key) ?? {};
        const isMethod = typeof value === 'function' && key !== 'constructor';
        if (!isMethod && !get && !set) continue;
        const broken = () => {
          note(`${name}.${String(key)}`);
          throw new Error('spoiled');
        };
        const descriptor = isMethod ? { value: broken } : { get: broken, set: broken };
        wanted.push({ holder, key, descriptor });
      }
    for (let place = 0; place < wanted.length; place += 1) {
      const { holder, key, descriptor } = wanted[place] as Wanted;
      change(holder, key, descriptor);
    }
    return restore;
  });

/** Options, descriptors and traps that everybody's objects have all at once. */
const everyObject = (reports: number) =>
  whileSpoiled(reports, (note) => {
    const { change, restore } = changes();
    const options = 'bubbles cancelable capture composed detail fatal headers once passive signal';
    const descriptors = 'configurable enumerable get set value writable';
    const traps = 'apply construct defineProperty deleteProperty getPrototypeOf has ownKeys';
    const others = 'done loaded method mode status stream total url';
    for (const name of `${options} ${descriptors} ${traps} ${others}`.split(' '))
      change(Object.prototype, name, {
        get() {
          note(`Object.prototype.${name}`);
          throw new Error('spoiled');
        },
      });
    return restore;
  });

/** What `then` asks for when it makes a promise; `await` asks for one of it. */
const promises = (reports: number) =>
  whileSpoiled(reports, (note) => {
    const { change, restore } = changes();
    const NativePromise = Promise;
    const asked = (name: string) => ({
      get() {
        note(name);
        return NativePromise;
      },
    });
    change(Promise.prototype, 'constructor', asked('constructor'));
    change(Promise, Symbol.species, asked('species'));
    return restore;
  });

/** Old libraries did this: everything says by itself what it is as JSON. */
const json = (reports: number) =>
  whileSpoiled(reports, (note) => {
    const { change, restore } = changes();
    const value = () => note('toJSON');
    change(Object.prototype, 'toJSON', { value });
    change(Array.prototype, 'toJSON', { value });
    return restore;
  });

/** The session with nothing spoiled any more. */
const nothing = (reports: number) => whileSpoiled(reports, () => () => undefined);

export const spoiling = { everything, everyObject, promises, json, nothing };
