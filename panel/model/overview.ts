import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Finding } from '../../src/core/findings/finding.ts';
import type { Health } from '../../src/core/jobs/health.ts';
import type { Job } from '../../src/core/jobs/jobs.ts';
import type { Reading } from '../../src/core/report/reading.ts';
import type { Analysis } from '../../src/core/verdict/analysis.ts';

/** What the whole recording shows; nothing until the code that reads it is there. */
export interface Overview {
  findings: ReadonlySignal<readonly Finding[]>;
  health: ReadonlySignal<Health | null>;
  jobs: ReadonlySignal<readonly Job[]>;
}

/** Fetched beside the panel, which is drawn sooner without it. */
const readWhole = signal<((analysis: Analysis) => Reading) | null>(null);

async function fetchReader(): Promise<void> {
  const reading = await import('../../src/core/report/reading.ts');
  readWhole.value = reading.readWhole;
}

/** What a report says of the whole, as it says it. */
export function overviewOfReport({ findings, health, jobs }: Reading): Overview {
  return { findings: signal(findings), health: signal(health), jobs: signal(jobs) };
}

/** A panel that is never idle still says what is so after this time (ms). */
const AT_LATEST_MS = 500;

/**
 * Reads findings, health and jobs when the panel has nothing else to do, never in the way of a row.
 * @param calm changes when it is time to look again; @param analysis what is looked at then
 */
export function createOverview(
  calm: ReadonlySignal<Analysis>,
  analysis: ReadonlySignal<Analysis>,
  end: AbortSignal,
): Overview {
  fetchReader().catch((error: unknown) => console.error(error));
  const whole = signal<Reading | null>(null);
  let waiting: number | null = null;
  const look = () => {
    waiting = null;
    whole.value = readWhole.peek()?.(analysis.peek()) ?? null;
  };
  const stop = effect(() => {
    if (readWhole.value && calm.value)
      waiting ??= requestIdleCallback(look, { timeout: AT_LATEST_MS });
  });
  end.addEventListener(
    'abort',
    () => {
      stop();
      if (waiting !== null) cancelIdleCallback(waiting);
    },
    { once: true },
  );
  return {
    findings: computed(() => whole.value?.findings ?? []),
    health: computed(() => whole.value?.health ?? null),
    jobs: computed(() => whole.value?.jobs ?? []),
  };
}
