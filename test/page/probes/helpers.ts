/** A test of page code: what it returns must be the same with the hooks and without them. */
export type Probe = () => Promise<unknown>;

export const API = 'http://api.futureguide.id';

/** What a call came to: its value, or the error it threw or rejected with. */
export async function outcome(call: () => unknown): Promise<unknown> {
  try {
    return { value: await call() };
  } catch (error) {
    return { error: describeError(error) };
  }
}

export function describeError(error: unknown): string {
  if (!(error instanceof Error) && !(error instanceof DOMException)) return String(error);
  return `${error.constructor.name} ${error.name}: ${error.message}`;
}

/** How a function shows itself. */
export function shapeOf(holder: object, name: string): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(holder, name);
  const value = descriptor?.value as { name: string; length: number } & object;
  return {
    flags: [descriptor?.writable, descriptor?.enumerable, descriptor?.configurable],
    type: typeof value,
    name: value.name,
    length: value.length,
    text: String(value),
    sourceSaysNative: /\[native code\]/.test(Function.prototype.toString.call(value)),
    ownKeys: Reflect.ownKeys(value).map(String).sort(),
    tag: Object.prototype.toString.call(value),
    isOnlyCallable: !('prototype' in value),
  };
}

/** The next event of a name. */
export function next<E extends Event>(target: EventTarget, name: string): Promise<E> {
  return new Promise((resolve) => {
    target.addEventListener(name, (event) => resolve(event as E), { once: true });
  });
}

/** The end of all that the events loop has to do by now. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });
}
