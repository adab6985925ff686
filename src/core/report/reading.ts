import type { Finding } from '../findings/finding.ts';
import { readFindings } from '../findings/findings.ts';
import { type Health, readHealth } from '../jobs/health.ts';
import { type Job, readJobs } from '../jobs/jobs.ts';
import type { Analysis } from '../verdict/analysis.ts';
import { type Steps, takeAll } from '../verdict/steps.ts';

/** How the assessments went, and the team's own numbers. */
export interface Course {
  jobs: readonly Job[];
  health: Health;
}

/** All that is said of a recording: row by row, and as a whole. */
export interface Reading extends Course {
  analysis: Analysis;
  findings: readonly Finding[];
}

export function* readCourseInSteps(analysis: Analysis): Steps<Course> {
  const jobs = readJobs(analysis);
  yield;
  return { jobs, health: readHealth(analysis, jobs) };
}

export function readWhole(analysis: Analysis): Reading {
  return { analysis, findings: readFindings(analysis), ...takeAll(readCourseInSteps(analysis)) };
}
