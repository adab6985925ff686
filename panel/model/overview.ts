import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Finding } from '../../src/core/findings/finding.ts';
import type { Health } from '../../src/core/jobs/health.ts';
import type { Job } from '../../src/core/jobs/jobs.ts';
import type { Course, Reading } from '../../src/core/report/reading.ts';
import type { Analysis } from '../../src/core/verdict/analysis.ts';

/** What the whole recording shows; nothing until the code that reads it is there. */
export interface Overview {
  findings: ReadonlySignal<readonly Finding[]>;
  health: ReadonlySignal<Health | null>;
  jobs: ReadonlySignal<readonly Job[]>;
}

interface Readers {
  readFindings(analysis: Analysis): readonly Finding[];
  readCourse(analysis: Analysis): Course;
}

/** Fetched beside the panel, which is drawn sooner without them. */
const readers = signal<Readers | null>(null);

async function fetchReaders(): Promise<void> {
  const [{ readFindings }, { readCourse }] = await Promise.all([
    import('../../src/core/findings/findings.ts'),
    import('../../src/core/report/reading.ts'),
  ]);
  readers.value = { readFindings, readCourse };
}

/** What a report says of the whole, as it says it. */
export function overviewOfReport({ findings, health, jobs }: Reading): Overview {
  return { findings: signal(findings), health: signal(health), jobs: signal(jobs) };
}

/** A panel that is never idle still says what is so after this time (ms). */
const AT_LATEST_MS = 500;

/** When a part of the whole is looked at, and what is looked at then. */
interface Look {
  /** changes when it is time to look again */
  calm: ReadonlySignal<Analysis>;
  analysis: ReadonlySignal<Analysis>;
  end: AbortSignal;
}

/** Reads a part of the whole when the panel has nothing else to do. */
function readWhenIdle<Part>(
  read: (readers: Readers, analysis: Analysis) => Part,
  { calm, analysis, end }: Look,
): ReadonlySignal<Part | null> {
  const part = signal<Part | null>(null);
  let waiting: number | null = null;
  const look = () => {
    waiting = null;
    const all = readers.peek();
    if (all) part.value = read(all, analysis.peek());
  };
  const stop = effect(() => {
    if (readers.value && calm.value)
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
  return part;
}

/** Findings, health and jobs, read in parts so that none is long in the way of a row. */
export function createOverview(look: Look): Overview {
  fetchReaders().catch((error: unknown) => console.error(error));
  const findings = readWhenIdle(({ readFindings }, analysis) => readFindings(analysis), look);
  const course = readWhenIdle(({ readCourse }, analysis) => readCourse(analysis), look);
  return {
    findings: computed(() => findings.value ?? []),
    health: computed(() => course.value?.health ?? null),
    jobs: computed(() => course.value?.jobs ?? []),
  };
}
