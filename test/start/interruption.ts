const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export const INTERRUPTED_EXIT_CODE = 130;

/** Resolves at the first wish to end this process; a second one ends it at once. */
export function interruption(): Promise<'interrupted'> {
  return new Promise((resolve) => {
    const onSignal = () => {
      resolve('interrupted');
      // Not at once: who listens beside us would take this signal for one that nobody heeds.
      setImmediate(() => {
        for (const signal of SIGNALS) process.off(signal, onSignal);
      });
    };
    for (const signal of SIGNALS) process.on(signal, onSignal);
  });
}
