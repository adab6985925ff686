/** The platform's own functions, taken before a page can replace them. */
const { apply, getOwnPropertyDescriptor } = Reflect;

type Method = (...args: never[]) => unknown;

/** A method as a function of its object. */
export function methodOf<M extends Method>(
  method: M,
): (target: object, ...args: Parameters<M>) => ReturnType<M> {
  return (target, ...args) => apply(method, target, args) as ReturnType<M>;
}

/** An accessor of a prototype as a function of its object: a page may shadow it on the object. */
export function getterOf<T extends object, K extends keyof T>(
  prototype: T,
  name: K,
): (target: T) => T[K] {
  const get = getOwnPropertyDescriptor(prototype, name)?.get;
  return (target) => (get ? apply(get, target, []) : target[name]) as T[K];
}

const NativeWeakMap = WeakMap;
const getIn = methodOf(WeakMap.prototype.get);
const setIn = methodOf(WeakMap.prototype.set);
const deleteIn = methodOf(WeakMap.prototype.delete);

/** What is known of the page's objects, whatever the page makes of `WeakMap.prototype`. */
export function createTable<K extends WeakKey, V>() {
  const map = new NativeWeakMap<K, V>();
  return {
    get: (key: K) => getIn(map, key) as V | undefined,
    set: (key: K, value: V) => setIn(map, key, value),
    forget: (key: K) => deleteIn(map, key),
  };
}

const exec = methodOf(RegExp.prototype.exec);
/** `test` would call a replaced `exec`. */
export const matches = (pattern: RegExp, text: string): boolean => exec(pattern, text) !== null;
export const listen = methodOf(EventTarget.prototype.addEventListener);
export const dispatch = methodOf(EventTarget.prototype.dispatchEvent);
export const { now } = Date;
export const NativeCustomEvent = CustomEvent;
export const NativeURL = URL;
export const NativeRegExp = RegExp;
export const NativeRequest = Request;
export const NativeTextDecoder = TextDecoder;
export const NativeAbortController = AbortController;
/** Unbound timers throw when called on anything but the window. */
export const startTimer = setTimeout.bind(globalThis);
export const stopTimer = clearTimeout.bind(globalThis);
