import type { Health } from '../../../src/core/jobs/health.ts';

/** The health of a recording in which nothing happened. */
export const NO_HEALTH: Health = {
  requests: 0,
  authenticated: 0,
  sentExpired: 0,
  invalidToken: 0,
  rejected: 0,
  invalidTokenRate: null,
  refreshes: 0,
  refreshFailures: 0,
  refreshSuccessRate: null,
  assessments: { started: 0, succeeded: 0 },
  refusalsByPlace: { submit: 0, poll: 0, result: 0, socket: 0, other: 0 },
  monitoringSeconds: 0,
};
