import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Noted } from '../../src/core/findings/beside.ts';
import type { Finding } from '../../src/core/findings/finding.ts';
import type { Health } from '../../src/core/jobs/health.ts';
import type { Job } from '../../src/core/jobs/jobs.ts';
import type { Course, Reading } from '../../src/core/report/reading.ts';
import type { Analysis } from '../../src/core/verdict/analysis.ts';
import type { Steps } from '../../src/core/verdict/steps.ts';

/** What the whole recording shows; nothing until the code that reads it is there. */
export interface Overview {
  findings: ReadonlySignal<readonly Finding[]>;
  /** the same with what they leave to say, of one state of the recording */
  noted: ReadonlySignal<Noted>;
  health: ReadonlySignal<Health | null>;
  jobs: ReadonlySignal<readonly Job[]>;
  /** false until all three were read once */
  isRead: ReadonlySignal<boolean>;
}

interface Readers {
  findInSteps(analysis: Analysis): Steps<readonly Finding[]>;
  noteAll(findings: readonly Finding[], analysis: Analysis): Noted;
  readCourseInSteps(analysis: Analysis): Steps<Course>;
}

/** Fetched beside the panel, which is drawn sooner without them. */
const readers = signal<Readers | null>(null);

async function fetchReaders(): Promise<void> {
  const [{ findInSteps }, { noteAll }, { readCourseInSteps }] = await Promise.all([
    import('../../src/core/findings/findings.ts'),
    import('../../src/core/findings/beside.ts'),
    import('../../src/core/report/reading.ts'),
  ]);
  readers.value = { findInSteps, noteAll, readCourseInSteps };
}

/** What a report says of the whole, as it says it. */
export function overviewOfReport({ findings, health, jobs, analysis }: Reading): Overview {
  fetchReaders().catch((error: unknown) => console.error(error));
  return {
    findings: signal(findings),
    noted: computed(
      () => readers.value?.noteAll(findings, analysis) ?? { notes: findings, beside: [] },
    ),
    health: signal(health),
    jobs: signal(jobs),
    isRead: signal(true),
  };
}

/** A panel that is never idle still says what is so after this time (ms). */
const AT_LATEST_MS = 500;
/** After so long (ms) whoever waits for the panel's thread has a turn, a row above all. */
const TURN_MS = 4;

/** When a part of the whole is looked at, and what is looked at then. */
interface Look {
  /** changes when it is time to look again */
  calm: ReadonlySignal<Analysis>;
  analysis: ReadonlySignal<Analysis>;
  end: AbortSignal;
}

/** A part of the whole that is being read. */
interface Work<Part> {
  of: Analysis;
  steps: Steps<Part>;
}

/** Reads a part of the whole when the panel has nothing else to do; anew where more came meanwhile. */
function readWhenIdle<Part>(
  read: (readers: Readers, analysis: Analysis) => Steps<Part>,
  { calm, analysis, end }: Look,
): ReadonlySignal<Part | null> {
  const part = signal<Part | null>(null);
  let cancel: (() => void) | null = null;
  let latest = 0;
  let work: Work<Part> | null = null;
  const look = () => {
    cancel = null;
    const [all, now] = [readers.peek(), analysis.peek()];
    if (!all) return;
    if (work?.of !== now) work = { of: now, steps: read(all, now) };
    const until = performance.now() + TURN_MS;
    for (;;) {
      const step = work.steps.next();
      if (step.done) {
        work = null;
        part.value = step.value;
        return;
      }
      const at = performance.now();
      if (at < until || at >= latest) continue;
      // Not when it is idle again: that is a frame later, and by then there is more to read.
      const next = setTimeout(look);
      cancel = () => clearTimeout(next);
      return;
    }
  };
  const stop = effect(() => {
    if (!readers.value || !calm.value || cancel) return;
    latest = performance.now() + AT_LATEST_MS;
    const idle = requestIdleCallback(look, { timeout: AT_LATEST_MS });
    cancel = () => cancelIdleCallback(idle);
  });
  end.addEventListener(
    'abort',
    () => {
      stop();
      cancel?.();
    },
    { once: true },
  );
  return part;
}

/** Findings, health and jobs, read in parts so that none is long in the way of a row. */
export function createOverview(look: Look): Overview {
  fetchReaders().catch((error: unknown) => console.error(error));
  const found = readWhenIdle(function* ({ findInSteps, noteAll }, analysis) {
    const findings = yield* findInSteps(analysis);
    return { findings, noted: noteAll(findings, analysis) };
  }, look);
  const course = readWhenIdle(
    ({ readCourseInSteps }, analysis) => readCourseInSteps(analysis),
    look,
  );
  return {
    findings: computed(() => found.value?.findings ?? []),
    noted: computed(() => found.value?.noted ?? { notes: [], beside: [] }),
    health: computed(() => course.value?.health ?? null),
    jobs: computed(() => course.value?.jobs ?? []),
    isRead: computed(() => found.value !== null && course.value !== null),
  };
}
