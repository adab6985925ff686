import type { readJobCalls } from '../jobs/job-calls.ts';
import type { Analysis } from '../verdict/analysis.ts';
import type { CredentialRecord } from '../verdict/credentials.ts';

/** What surrounds the rows that are filtered; times in ms since the epoch. */
export interface FilterContext {
  startsAt: number;
  /** from here times are reckoned back */
  endsAt: number;
  /** whether a time without a zone is meant in UTC instead of this computer's zone */
  utc: boolean;
  recordOf(token: string): CredentialRecord | null;
  /** the assessments to which a request or socket belongs, by its id */
  jobsOf(id: string): readonly string[];
  /** whether a fault that the user switched on touched it */
  isFaulted(id: string): boolean;
}

const NO_JOBS: readonly string[] = [];

/** Reads to which assessments calls belong. */
export type ReadJobCalls = typeof readJobCalls;

function jobsById(analysis: Analysis, readCalls: ReadJobCalls | null): Map<string, string[]> {
  const jobs = new Map<string, string[]>();
  for (const { job, calls } of readCalls?.(analysis) ?? [])
    for (const { sending } of calls) {
      const known = jobs.get(sending.id);
      if (known) known.push(job);
      else jobs.set(sending.id, [job]);
    }
  return jobs;
}

function faultedIds({ requests, sockets }: Analysis): Set<string> {
  const touched = [...requests, ...sockets].filter(({ sending }) => sending.fault !== null);
  return new Set(touched.map(({ sending }) => sending.id));
}

/**
 * The context of a recording; what few filters ask for is read when it is first asked.
 * @param readCalls null: no call is known to belong to an assessment
 */
export function filterContext(
  analysis: Analysis,
  utc: boolean,
  readCalls: ReadJobCalls | null,
): FilterContext {
  const { byToken } = analysis.chains.credentials;
  const first = analysis.requests.find(({ facts: request }) => request.startedAt !== null);
  let jobs: Map<string, string[]> | null = null;
  let faulted: Set<string> | null = null;
  return {
    startsAt: first?.facts.startedAt ?? analysis.lastAt,
    endsAt: analysis.lastAt,
    utc,
    recordOf: (token) => byToken.get(token) ?? null,
    jobsOf(id) {
      jobs ??= jobsById(analysis, readCalls);
      return jobs.get(id) ?? NO_JOBS;
    },
    isFaulted(id) {
      faulted ??= faultedIds(analysis);
      return faulted.has(id);
    },
  };
}
