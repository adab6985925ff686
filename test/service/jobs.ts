import { randomUUID } from 'node:crypto';
import type { Holds } from './holds.ts';
import type { Person } from './people.ts';
import type { Switches } from './switches.ts';

/** One assessment, from its submission on. Times are this computer's, in epoch milliseconds. */
export interface Job {
  id: string;
  resultId: string;
  person: Person;
  name: string;
  submittedAtMs: number;
  doneAtMs: number;
}

export type JobStatus = 'queued' | 'processing' | 'completed';

export interface Jobs {
  submit(person: Person, name: string): Job;
  find(id: string): Job | undefined;
  findResult(resultId: string): Job | undefined;
  of(person: Person): Job[];
  /** Calls `listener` when a job is done. */
  onDone(listener: (job: Job) => void): void;
  reset(): void;
}

export const DEFAULT_ASSESSMENT_NAME = 'AI-Driven Talent Mapping';

/** The first tenth of its time a job waits in the queue. */
const QUEUED_SHARE = 0.1;

export function statusOf(job: Job): JobStatus {
  const now = Date.now();
  if (now >= job.doneAtMs) return 'completed';
  const share = (now - job.submittedAtMs) / (job.doneAtMs - job.submittedAtMs);
  return share < QUEUED_SHARE ? 'queued' : 'processing';
}

/** Whole per cent, 100 when done. */
export function progressOf(job: Job): number {
  const whole = job.doneAtMs - job.submittedAtMs;
  const share = whole === 0 ? 1 : (Date.now() - job.submittedAtMs) / whole;
  return Math.min(100, Math.floor(share * 100));
}

export function createJobs(switches: Switches, holds: Holds): Jobs {
  const jobs = new Map<string, Job>();
  const listeners = new Set<(job: Job) => void>();

  async function announce(job: Job): Promise<void> {
    await holds.wait(job.doneAtMs - Date.now());
    if (jobs.get(job.id) !== job) return;
    for (const listener of listeners) listener(job);
  }

  return {
    submit(person, name) {
      const submittedAtMs = Date.now();
      const doneAtMs = submittedAtMs + switches.assessmentSeconds * 1000;
      const ids = { id: randomUUID(), resultId: randomUUID() };
      const job: Job = { ...ids, person, name, submittedAtMs, doneAtMs };
      jobs.set(job.id, job);
      void announce(job);
      return job;
    },
    find: (id) => jobs.get(id),
    findResult: (resultId) => [...jobs.values()].find((job) => job.resultId === resultId),
    of: (person) => [...jobs.values()].filter((job) => job.person === person),
    onDone: (listener) => listeners.add(listener),
    reset: () => jobs.clear(),
  };
}
