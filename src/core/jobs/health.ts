import type { Analysis } from '../verdict/analysis.ts';
import type { RequestEntry } from '../verdict/entry.ts';
import { isAuthenticated, ownRequests, ownSockets, refreshResult } from '../verdict/own-traffic.ts';
import { type Job, readJobs } from './jobs.ts';

/**
 * The numbers the team measures; rates between 0 and 1, null where nothing was counted. All but
 * `requests` leave out faults and what the debugger sent.
 */
export interface Health {
  /** rows of the recording */
  requests: number;
  /** requests that carried a credential, or were refused for want of one */
  authenticated: number;
  sentExpired: number;
  invalidToken: number;
  /** requests; what sockets were refused stands in `refusalsByPlace` */
  rejected: number;
  invalidTokenRate: number | null;
  /** that ended */
  refreshes: number;
  refreshFailures: number;
  refreshSuccessRate: number | null;
  /** started: jobs, and submits that were refused; succeeded: the result was fetched */
  assessments: { started: number; succeeded: number };
  refusalsByPlace: { submit: number; poll: number; result: number; socket: number; other: number };
  /** s from the first call of a job to the end of its last, all jobs together */
  monitoringSeconds: number;
}

/** How many requests and sockets were refused. */
export function refusalsOf({ refusalsByPlace }: Pick<Health, 'refusalsByPlace'>): number {
  return Object.values(refusalsByPlace).reduce((sum, refusals) => sum + refusals, 0);
}

/** The team's own goals and alert levels, as rates. */
export const GOALS = {
  invalidTokenRate: { goal: 0.001, alert: 0.01 },
  refreshSuccessRate: { goal: 0.99, alert: 0.95 },
  assessmentSuccessRate: { goal: 0.95, alert: null },
} as const;

interface InvalidTokenShare {
  authenticated: number;
  invalidToken: number;
  rate: number | null;
}

const isFlagged = (flag: 'invalid-token' | 'sent-expired') => (judged: RequestEntry) =>
  judged.verdict.flags.includes(flag);

/** How many of the app's own requests with a credential were answered INVALID_TOKEN. */
export function invalidTokenShare(own: readonly RequestEntry[]): InvalidTokenShare {
  const authenticated = own.filter(isAuthenticated).length;
  const invalidToken = own.filter(isFlagged('invalid-token')).length;
  const rate = authenticated === 0 ? null : invalidToken / authenticated;
  return { authenticated, invalidToken, rate };
}

function stageOf({ facts: request }: RequestEntry): keyof Health['refusalsByPlace'] {
  const { kind } = request.route;
  return kind === 'submit' || kind === 'poll' || kind === 'result' ? kind : 'other';
}

export function readHealth(analysis: Analysis, jobs: readonly Job[] = readJobs(analysis)): Health {
  const own = ownRequests(analysis);
  const { authenticated, invalidToken, rate } = invalidTokenShare(own);
  const rejected = own.filter(({ verdict }) => verdict.outcome === 'rejected');
  const results = own
    .filter(({ facts: request }) => request.route.kind === 'refresh')
    .map(refreshResult);
  const refreshFailures = results.filter((result) => result === 'failed').length;
  const refreshes = results.filter((result) => result === 'succeeded').length + refreshFailures;
  const refusalsByPlace = { submit: 0, poll: 0, result: 0, socket: 0, other: 0 };
  for (const judged of rejected) refusalsByPlace[stageOf(judged)] += 1;
  refusalsByPlace.socket = ownSockets(analysis).filter(
    ({ verdict }) => verdict.outcome === 'rejected',
  ).length;
  return {
    requests: analysis.requests.length,
    authenticated,
    sentExpired: own.filter(isFlagged('sent-expired')).length,
    invalidToken,
    rejected: rejected.length,
    invalidTokenRate: rate,
    refreshes,
    refreshFailures,
    refreshSuccessRate: refreshes === 0 ? null : (refreshes - refreshFailures) / refreshes,
    assessments: {
      started: jobs.length,
      succeeded: jobs.filter(({ hasResult }) => hasResult).length,
    },
    refusalsByPlace,
    monitoringSeconds: jobs.reduce((sum, { firstAt, lastAt }) => {
      return firstAt === null || lastAt === null ? sum : sum + (lastAt - firstAt) / 1000;
    }, 0),
  };
}
