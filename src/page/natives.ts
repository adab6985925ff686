/**
 * The platform's own functions, taken before a page can replace them; the rest of this folder calls
 * no others, as `test/page-natives.test.ts` holds. Nothing is thrown here: where a page came first
 * and took one away, its use fails, quietly.
 */
import { quietly } from './quietly.ts';

type Globals = typeof globalThis;
type Owner = {
  [K in keyof Globals]: Globals[K] extends { prototype: object } ? K : never;
}[keyof Globals];
type Instance<K extends Owner> = Globals[K]['prototype'];
type Uncurried<F, T> = F extends (...args: infer A) => infer R ? (self: T, ...args: A) => R : never;

const { bind, call } = Function.prototype;
/** A method as a function of its object. */
const uncurry = bind.bind(call) as <F, T>(method: F | undefined) => Uncurried<F, T>;

export const {
  apply,
  construct,
  defineProperty,
  deleteProperty,
  get: getProperty,
  getOwnPropertyDescriptor,
  setPrototypeOf,
} = Reflect;
export const { parse, stringify } = JSON;
export const { now } = Date;
export const { random } = Math;
export const bindTo = uncurry<(self: object) => () => string, () => string>(bind);
export const sourceOf = Function.prototype.toString;

/**
 * The JSON of a parsed answer.
 * @throws TypeError where the page has a `toJSON` for everything, which would be called.
 */
export function plainJson(value: unknown): string {
  if ('toJSON' in []) throw new TypeError();
  return stringify(value);
}

/** An object without `Object.prototype`, where a page may have put options of its own. */
export function bare<T extends object>(made: T): T {
  setPrototypeOf(made, null);
  return made;
}

function propertyOf(owner: Owner, name: PropertyKey): PropertyDescriptor {
  const holder = globalThis[owner] as { prototype?: object } | undefined;
  return getOwnPropertyDescriptor(holder?.prototype ?? {}, name) ?? {};
}

function methodOf<K extends Owner, N extends keyof Instance<K>>(owner: K, name: N) {
  return uncurry<Instance<K>[N], Instance<K>>(propertyOf(owner, name).value);
}

/** A page may shadow an accessor on the object itself. */
function getterOf<K extends Owner, N extends keyof Instance<K>>(owner: K, name: N) {
  return uncurry<() => Instance<K>[N], Instance<K>>(propertyOf(owner, name).get);
}

function setterOf<K extends Owner, N extends keyof Instance<K>>(owner: K, name: N) {
  return uncurry<(value: Instance<K>[N]) => void, Instance<K>>(propertyOf(owner, name).set);
}

export const NativeAbortController = globalThis.AbortController;
export const NativeBytes = globalThis.Uint8Array;
export const NativeCustomEvent = globalThis.CustomEvent;
export const NativeEvent = globalThis.Event;
export const NativeProgressEvent = globalThis.ProgressEvent;
export const NativePromise = globalThis.Promise;
export const NativeProxy = globalThis.Proxy;
export const NativeRegExp = globalThis.RegExp;
export const NativeResponse = globalThis.Response;
export const NativeStorageEvent = globalThis.StorageEvent;
export const NativeTextDecoder = globalThis.TextDecoder;
export const NativeURL = globalThis.URL;
export const NativeWeakMap = globalThis.WeakMap;

export const getIn = methodOf('WeakMap', 'get');
export const setIn = methodOf('WeakMap', 'set');
export const deleteIn = methodOf('WeakMap', 'delete');

export const slice = methodOf('String', 'slice');
export const positionIn = methodOf('String', 'indexOf');
export const upperCase = methodOf('String', 'toUpperCase');
export const lowerCase = methodOf('String', 'toLowerCase');
const exec = methodOf('RegExp', 'exec');
/** `test` would call a replaced `exec`. */
export const matches = (pattern: RegExp, text: string): boolean => exec(pattern, text) !== null;

export const listen = methodOf('EventTarget', 'addEventListener');
export const unlisten = methodOf('EventTarget', 'removeEventListener');
export const dispatch = methodOf('EventTarget', 'dispatchEvent');
export const preventDefault = methodOf('Event', 'preventDefault');
export const detailOf = getterOf('CustomEvent', 'detail');
export const dataOf = getterOf('MessageEvent', 'data');
export const closeCodeOf = getterOf('CloseEvent', 'code');
export const abort = methodOf('AbortController', 'abort');
export const signalOf = getterOf('AbortController', 'signal');
export const isAborted = getterOf('AbortSignal', 'aborted');

export const baseUrlOf = getterOf('Node', 'baseURI');
export const cookieOf = getterOf('Document', 'cookie');
export const setCookie = setterOf('Document', 'cookie');
export const localStorageOf = uncurry<() => Storage, object>(
  getOwnPropertyDescriptor(globalThis, 'localStorage')?.get as (() => Storage) | undefined,
);
export const getItem = methodOf('Storage', 'getItem');
export const setItem = methodOf('Storage', 'setItem');
export const removeItem = methodOf('Storage', 'removeItem');

export const hrefOf = getterOf('URL', 'href');
export const hostnameOf = getterOf('URL', 'hostname');
export const requestUrlOf = getterOf('Request', 'url');
export const requestMethodOf = getterOf('Request', 'method');
export const responseUrlOf = getterOf('Response', 'url');
export const responseStatusOf = getterOf('Response', 'status');
export const responseHeadersOf = getterOf('Response', 'headers');
export const responseBodyOf = getterOf('Response', 'body');
export const clone = methodOf('Response', 'clone');
export const headerIn = methodOf('Headers', 'get');
export const readerOf = methodOf('ReadableStream', 'getReader');
export const read = methodOf('ReadableStreamDefaultReader', 'read');
export const cancel = methodOf('ReadableStreamDefaultReader', 'cancel');
export const decode = methodOf('TextDecoder', 'decode');
export const byteLengthOf = getterOf('ArrayBuffer', 'byteLength');
export const blobSlice = methodOf('Blob', 'slice');
export const blobText = methodOf('Blob', 'text');

export const XhrPrototype = globalThis.XMLHttpRequest?.prototype;
export const readyStateOf = getterOf('XMLHttpRequest', 'readyState');
export const statusOf = getterOf('XMLHttpRequest', 'status');
export const responseTypeOf = getterOf('XMLHttpRequest', 'responseType');
export const responseTextOf = getterOf('XMLHttpRequest', 'responseText');
export const responseOf = getterOf('XMLHttpRequest', 'response');
export const finalUrlOf = getterOf('XMLHttpRequest', 'responseURL');
export const timeoutOf = getterOf('XMLHttpRequest', 'timeout');
export const setTimeoutOf = setterOf('XMLHttpRequest', 'timeout');
export const headerOf = methodOf('XMLHttpRequest', 'getResponseHeader');

export const SocketPrototype = globalThis.WebSocket?.prototype;
export const socketStateOf = getterOf('WebSocket', 'readyState');
export const socketUrlOf = getterOf('WebSocket', 'url');
export const closeSocket = methodOf('WebSocket', 'close');

const setTimer = uncurry<(work: () => void, ms: number) => number, object>(
  globalThis.setTimeout as unknown as (work: () => void, ms: number) => number,
);
const clearTimer = uncurry<(timer: number | undefined) => void, object>(
  globalThis.clearTimeout as (timer: number | undefined) => void,
);
/** Timers throw when called on anything but the window. */
export const startTimer = (work: () => void, ms: number): number =>
  setTimer(globalThis, () => quietly(work), ms);
export const stopTimer = (timer: number | undefined): void => clearTimer(globalThis, timer);

const then = methodOf('Promise', 'then') as <T, R>(
  promise: Promise<T>,
  done: (value: T) => R | Promise<R>,
  failed: ((reason: unknown) => void) | null,
) => Promise<R>;

const nothing = () => {};

/**
 * `then`, without asking the page for the promise's constructor or species; `done` must not throw.
 * A rejection is handled, and ends here, unless `failed` is null: then it goes on.
 */
export function whenDone<T, R>(
  promise: Promise<T>,
  done: (value: T) => R | Promise<R>,
  failed: ((reason: unknown) => void) | null = nothing,
): Promise<R> {
  defineProperty(promise, 'constructor', bare({ value: undefined, configurable: true }));
  try {
    return then(promise, done, failed);
  } finally {
    deleteProperty(promise, 'constructor');
  }
}
