import { GOALS, type Health, refusalsOf } from '../../src/core/jobs/health.ts';
import type { Job } from '../../src/core/jobs/jobs.ts';
import type { WordKey } from '../../src/core/language/language.ts';
import { durationInWords } from '../words/durations.ts';
import { language, say } from '../words/language.ts';

export type Tone = 'good' | 'warn' | 'bad' | 'none';

/** A number of the team's with what they want it to be. */
export interface Measure {
  name: string;
  value: string;
  /** what it is made of */
  detail: string;
  /** the team's goal and alert level */
  goal: string;
  tone: Tone;
}

const count = (number: number) => language.value.format(number, 'plain');
const percent = (rate: number) => language.value.format(rate, 'percent');

/** A rate that is to stay low. */
function lowTone(rate: number | null, { goal, alert }: { goal: number; alert: number }): Tone {
  if (rate === null) return 'none';
  if (rate > alert) return 'bad';
  return rate < goal ? 'good' : 'warn';
}

/** A rate that is to be high. */
function highTone(
  rate: number | null,
  { goal, alert }: { goal: number; alert: number | null },
): Tone {
  if (rate === null) return 'none';
  if (alert !== null && rate < alert) return 'bad';
  return rate > goal ? 'good' : 'warn';
}

/** An assessment that still runs is no failure yet. */
function assessmentMeasure({ assessments }: Health, jobs: readonly Job[]): Measure {
  const { started, succeeded } = assessments;
  const open = jobs.filter(({ result, hasResult }) => result === 'open' && !hasResult).length;
  const isUndecided = open > 0 && succeeded + open >= started;
  return {
    name: say('health_assessments'),
    value: isUndecided && succeeded === 0 ? '–' : percent(succeeded / started),
    detail: say(open > 0 ? 'health_succeeded_some_open' : 'health_succeeded', {
      succeeded,
      started,
      open,
    }),
    goal: say('health_goal_above', GOALS.assessmentSuccessRate),
    tone: isUndecided ? 'none' : highTone(succeeded / started, GOALS.assessmentSuccessRate),
  };
}

/** The measures the team has goals for; those of which nothing was counted are left out. */
export function measures(health: Health, jobs: readonly Job[]): Measure[] {
  const { invalidTokenRate, refreshSuccessRate } = health;
  const found: Measure[] = [];
  if (invalidTokenRate !== null)
    found.push({
      name: 'INVALID_TOKEN',
      value: percent(invalidTokenRate),
      detail: say('health_of_requests', {
        invalidToken: health.invalidToken,
        authenticated: health.authenticated,
      }),
      goal: say('health_goal_below_alert_above', GOALS.invalidTokenRate),
      tone: lowTone(invalidTokenRate, GOALS.invalidTokenRate),
    });
  if (refreshSuccessRate !== null)
    found.push({
      name: say('health_refreshes'),
      value: percent(refreshSuccessRate),
      detail: say('health_succeeded', {
        succeeded: health.refreshes - health.refreshFailures,
        started: health.refreshes,
      }),
      goal: say('health_goal_above_alert_below', GOALS.refreshSuccessRate),
      tone: highTone(refreshSuccessRate, GOALS.refreshSuccessRate),
    });
  if (health.assessments.started > 0) found.push(assessmentMeasure(health, jobs));
  return found;
}

const PLACES: Record<keyof Health['refusalsByPlace'], WordKey> = {
  submit: 'health_refused_submit',
  poll: 'health_refused_polling',
  result: 'health_refused_result',
  socket: 'health_refused_socket',
  other: 'health_refused_elsewhere',
};

/** `polling 4, result 1`; null where nothing was refused. */
export function placesWords({ refusalsByPlace }: Health): string | null {
  const words = Object.entries(PLACES).flatMap(([place, key]) => {
    const refusals = refusalsByPlace[place as keyof typeof PLACES];
    return refusals > 0 ? [say(key, { refusals })] : [];
  });
  return words.length > 0 ? words.join(', ') : null;
}

/** Plain counts that have no goal; only those that are there. */
export function counts(health: Health): [name: string, value: string][] {
  const { sentExpired, monitoringSeconds } = health;
  const places = placesWords(health);
  const all: [WordKey, string | null][] = [
    ['health_refused', places && `${count(refusalsOf(health))} (${places})`],
    ['health_sent_expired', sentExpired > 0 ? count(sentExpired) : null],
    ['health_monitored', monitoringSeconds > 0 ? durationInWords(monitoringSeconds) : null],
    ['health_requests', count(health.requests)],
  ];
  return all.flatMap(([key, value]) => (value === null ? [] : [[say(key), value]]));
}

/** The worst of them, for one picture; that a goal is reached is no praise where something else is wrong. */
export function worstTone(all: readonly Measure[], isWrong: boolean): Tone {
  const order: Tone[] = isWrong ? ['bad', 'warn'] : ['bad', 'warn', 'good'];
  return order.find((tone) => all.some((measure) => measure.tone === tone)) ?? 'none';
}
