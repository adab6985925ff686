/** Newest last; run newest first, so that a browser is killed before its profile is deleted. */
const cleanups: (() => void)[] = [];

/** The signals that end a process, and the exit codes by which shells know them. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type EndingSignal = keyof typeof SIGNALS;
const signals = Object.keys(SIGNALS) as EndingSignal[];

/**
 * Runs `cleanup` (synchronous) when this process exits, dies of an error or is asked to end.
 * Returns a function that takes it back.
 */
export function atExit(cleanup: () => void): () => void {
  if (cleanups.length === 0) {
    process.on('exit', runAll);
    for (const signal of signals) process.on(signal, leave);
  }
  cleanups.push(cleanup);
  return () => {
    const at = cleanups.indexOf(cleanup);
    if (at < 0) return;
    cleanups.splice(at, 1);
    if (cleanups.length > 0) return;
    process.off('exit', runAll);
    for (const signal of signals) process.off(signal, leave);
  };
}

function runAll(): void {
  for (const cleanup of cleanups.splice(0).reverse()) {
    try {
      cleanup();
    } catch {
      // The others still have to run.
    }
  }
}

/** Ends this process, unless somebody else listens too and will do so in his own time. */
function leave(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) === 1) process.exit(SIGNALS[signal as EndingSignal]);
}
