import type { Finding } from '../findings/finding.ts';
import { readFindings } from '../findings/findings.ts';
import { type Health, readHealth } from '../jobs/health.ts';
import { type Job, readJobs } from '../jobs/jobs.ts';
import type { Analysis } from '../verdict/analysis.ts';

/** All that is said of a recording: row by row, and as a whole. */
export interface Reading {
  analysis: Analysis;
  findings: readonly Finding[];
  health: Health;
  jobs: readonly Job[];
}

export function readWhole(analysis: Analysis): Reading {
  const jobs = readJobs(analysis);
  return { analysis, findings: readFindings(analysis), health: readHealth(analysis, jobs), jobs };
}
