/** Waiting that can be cut short: by the service's end, or by a reset. */
export interface Holds {
  /** Resolves after `durationMs` (`Infinity` for never) or at the next release. */
  wait(durationMs: number): Promise<void>;
  release(): void;
  /** how many wait */
  count(): number;
}

/** A timer longer than this fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function createHolds(): Holds {
  const waiting = new Set<() => void>();
  return {
    wait: (durationMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(end, Math.min(durationMs, LONGEST_TIMER_MS));
        function end(): void {
          clearTimeout(timer);
          waiting.delete(end);
          resolve();
        }
        waiting.add(end);
      }),
    release() {
      for (const end of [...waiting]) end();
    },
    count: () => waiting.size,
  };
}
