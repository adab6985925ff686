import { useEffect, useState } from 'preact/hooks';
import { copyText } from './copy-text.ts';

const SAID_FOR_MS = 2_500;

/** How a copy ended; what could not be copied is kept, so that it is not lost. */
export type CopyOutcome = { kind: 'copied' } | { kind: 'failed'; text: string };

export interface Copying {
  /** null before the first, and some time after one that worked */
  outcome: CopyOutcome | null;
  copy(text: string): void;
  dismiss(): void;
}

export function useCopy(): Copying {
  const [outcome, setOutcome] = useState<CopyOutcome | null>(null);
  useEffect(() => {
    if (outcome?.kind !== 'copied') return;
    const timer = setTimeout(() => setOutcome(null), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  return {
    outcome,
    copy(text) {
      void copyText(text).then((worked) =>
        setOutcome(worked ? { kind: 'copied' } : { kind: 'failed', text }),
      );
    },
    dismiss: () => setOutcome(null),
  };
}
