import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Analysis } from '../src/core/analysis.ts';
import type { Finding } from '../src/core/findings/finding.ts';
import { readFindings } from '../src/core/findings/findings.ts';
import { type Health, readHealth } from '../src/core/health.ts';
import { type Job, readJobs } from '../src/core/jobs.ts';

/** What the whole recording shows. */
export interface Overview {
  findings: ReadonlySignal<readonly Finding[]>;
  health: ReadonlySignal<Health>;
  jobs: ReadonlySignal<readonly Job[]>;
}

/** From so many requests on, reading them all takes longer than a frame … */
const LARGE = 1_500;
/** … and is done only so often (ms). */
const SELDOM_MS = 400;

/** Reads findings, health and jobs: at every change of a small recording, seldom of a large one. */
export function createOverview(analysis: ReadonlySignal<Analysis>, end: AbortSignal): Overview {
  const read = signal(analysis.peek());
  let timer: ReturnType<typeof setTimeout> | null = null;
  const readNow = () => {
    timer = null;
    read.value = analysis.peek();
  };
  const stop = effect(() => {
    if (analysis.value.requests.length < LARGE) readNow();
    else timer ??= setTimeout(readNow, SELDOM_MS);
  });
  end.addEventListener(
    'abort',
    () => {
      stop();
      if (timer) clearTimeout(timer);
    },
    { once: true },
  );
  const jobs = computed(() => readJobs(read.value));
  return {
    findings: computed(() => readFindings(read.value)),
    health: computed(() => readHealth(read.value, jobs.value)),
    jobs,
  };
}
