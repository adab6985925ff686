import {
  bare,
  bindTo,
  defineProperty,
  getOwnPropertyDescriptor,
  getProperty,
  NativeProxy,
  sourceOf,
} from './natives.ts';

export type Revert = () => void;

/** A function that behaves as the native one, and shows its source text, save for the traps. */
export function likeNative<F extends object>(native: F, traps: ProxyHandler<F>): F {
  const get: ProxyHandler<F>['get'] = (target, key, receiver) => {
    // A proxy's own source text lacks the name.
    if (key === 'toString' && receiver === proxy) return bindTo(sourceOf, target);
    return getProperty(target, key, receiver);
  };
  const proxy: F = new NativeProxy(native, bare({ ...traps, get }));
  return proxy;
}

/** Replaces a property and returns what puts it back, which it does only while it is still ours. */
export function patch<T extends object, K extends keyof T>(
  target: T,
  name: K,
  wrap: (original: T[K]) => T[K],
): Revert {
  const descriptor = getOwnPropertyDescriptor(target, name);
  if (!descriptor || !('value' in bare(descriptor))) return () => {};
  const ours = wrap(target[name]);
  defineProperty(target, name, bare({ ...descriptor, value: ours }));
  return () => {
    if (target[name] === ours) defineProperty(target, name, descriptor);
  };
}
