import { computed, type ReadonlySignal, signal } from '@preact/signals';
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
export function toldOverview({ findings, health, jobs }: Reading): Overview {
  return { findings: signal(findings), health: signal(health), jobs: signal(jobs) };
}

/** Reads findings, health and jobs at every change of what it is given. */
export function createOverview(analysis: ReadonlySignal<Analysis>): Overview {
  fetchReader().catch((error: unknown) => console.error(error));
  const whole = computed(() => readWhole.value?.(analysis.value) ?? null);
  return {
    findings: computed(() => whole.value?.findings ?? []),
    health: computed(() => whole.value?.health ?? null),
    jobs: computed(() => whole.value?.jobs ?? []),
  };
}
