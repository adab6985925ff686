export type Revert = () => void;

const { defineProperty, get, getOwnPropertyDescriptor } = Reflect;
const sourceOf = Function.prototype.toString;
const bind = Function.prototype.call.bind(Function.prototype.bind) as (
  fn: () => string,
  self: object,
) => () => string;

/** A function that behaves as the native one, and shows its source text, save for the traps. */
export function likeNative<F extends object>(native: F, traps: ProxyHandler<F>): F {
  const proxy: F = new Proxy(native, {
    ...traps,
    get(target, key, receiver) {
      // A proxy's own source text lacks the name.
      if (key === 'toString' && receiver === proxy) return bind(sourceOf, target);
      return get(target, key, receiver);
    },
  });
  return proxy;
}

/** Replaces a property and returns what puts it back, which it does only while it is still ours. */
export function patch<T extends object, K extends keyof T>(
  target: T,
  name: K,
  wrap: (original: T[K]) => T[K],
): Revert {
  const descriptor = getOwnPropertyDescriptor(target, name);
  if (!descriptor || !('value' in descriptor)) return () => {};
  const ours = wrap(target[name]);
  defineProperty(target, name, { ...descriptor, value: ours });
  return () => {
    if (target[name] === ours) defineProperty(target, name, descriptor);
  };
}
