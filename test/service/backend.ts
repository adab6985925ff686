import { type Clock, createClock } from './clock.ts';
import { createHolds, type Holds } from './holds.ts';
import { createJobs, type Jobs } from './jobs.ts';
import { createKeys } from './keys.ts';
import { createLimits, type Limits } from './limits.ts';
import { createPeople, type People } from './people.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { initialSwitches, type Switches } from './switches.ts';
import { createTokens, type Tokens } from './tokens.ts';

/** Everything behind the routes. */
export interface Backend {
  switches: Switches;
  clock: Clock;
  people: People;
  tokens: Tokens;
  sessions: Sessions;
  jobs: Jobs;
  holds: Holds;
  limits: Limits;
  log: RequestLog;
}

export async function createBackend(): Promise<Backend> {
  const keys = await createKeys();
  const switches = initialSwitches();
  const clock = createClock(switches);
  const people = createPeople();
  const holds = createHolds();
  return {
    switches,
    clock,
    people,
    tokens: createTokens(keys, switches, clock, people),
    sessions: createSessions(),
    jobs: createJobs(switches, holds),
    holds,
    limits: createLimits(switches),
    log: createRequestLog(),
  };
}

/** Forgets everything but the keys; calls held open are answered. */
export function resetBackend(backend: Backend): void {
  Object.assign(backend.switches, initialSwitches());
  for (const part of ['people', 'tokens', 'sessions', 'jobs', 'limits', 'log'] as const) {
    backend[part].reset();
  }
  backend.holds.release();
}
