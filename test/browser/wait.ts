/** How long `waitFor` waits unless told otherwise, in milliseconds. */
const DEFAULT_TIMEOUT_MS = 20_000;

/** Pause between two looks at the condition, in milliseconds. */
const POLL_MS = 25;

export interface WaitOptions {
  /** Give up after this many milliseconds. */
  timeoutMs?: number;
}

/**
 * Polls `fn` until it gives something truthy, and gives that back.
 * An error thrown by `fn` counts as "not yet". When the time is up, the error names
 * what was awaited and the last value (or error) seen; a `fn` that never answers is
 * given up on too.
 */
export async function waitFor<T>(
  description: string,
  fn: () => T | Promise<T>,
  { timeoutMs = DEFAULT_TIMEOUT_MS }: WaitOptions = {},
): Promise<NonNullable<T>> {
  const deadline = performance.now() + timeoutMs;
  let last = 'it never answered';
  while (true) {
    const look = await settled(fn, deadline - performance.now());
    if (look.kind === 'value' && look.value) return look.value;
    if (look.kind === 'value') last = `last value: ${shown(look.value)}`;
    if (look.kind === 'error') last = `last error: ${messageOf(look.error)}`;
    if (performance.now() >= deadline) {
      throw new Error(`Waited ${timeoutMs} ms for ${description}; ${last}`);
    }
    await pause(POLL_MS);
  }
}

type Look<T> = { kind: 'value'; value: T } | { kind: 'error'; error: unknown } | { kind: 'late' };

/** One look at the condition, cut off after `limitMs` milliseconds. */
async function settled<T>(fn: () => T | Promise<T>, limitMs: number): Promise<Look<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Look<T>>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'late' }), Math.max(limitMs, POLL_MS));
  });
  const look = (async (): Promise<Look<T>> => {
    try {
      return { kind: 'value', value: await fn() };
    } catch (error) {
      return { kind: 'error', error };
    }
  })();
  try {
    return await Promise.race([look, late]);
  } finally {
    clearTimeout(timer);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function shown(value: unknown): string {
  if (value === undefined) return 'undefined';
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
