import { GOALS, type Health } from '../../src/core/health.ts';
import type { Job } from '../../src/core/jobs.ts';
import { durationInWords } from '../parts/durations.ts';

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

const count = (number: number) => number.toLocaleString('en');

/** `0.1 %`, `8.33 %`: as exact as a goal of 0.1 % needs. */
export function percent(rate: number): string {
  return `${(rate * 100).toLocaleString('en', { maximumFractionDigits: rate < 0.1 ? 2 : 1 })} %`;
}

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
  const running = open > 0 ? `, ${count(open)} still open` : '';
  return {
    name: 'Assessments',
    value: isUndecided && succeeded === 0 ? '–' : percent(succeeded / started),
    detail: `${count(succeeded)} of ${count(started)} succeeded${running}`,
    goal: `goal > ${percent(GOALS.assessmentSuccessRate.goal)}`,
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
      detail: `${count(health.invalidToken)} of ${count(health.authenticated)} requests with a token`,
      goal: `goal < ${percent(GOALS.invalidTokenRate.goal)}, alert > ${percent(GOALS.invalidTokenRate.alert)}`,
      tone: lowTone(invalidTokenRate, GOALS.invalidTokenRate),
    });
  if (refreshSuccessRate !== null)
    found.push({
      name: 'Refreshes',
      value: percent(refreshSuccessRate),
      detail: `${count(health.refreshes - health.refreshFailures)} of ${count(health.refreshes)} succeeded`,
      goal: `goal > ${percent(GOALS.refreshSuccessRate.goal)}, alert < ${percent(GOALS.refreshSuccessRate.alert)}`,
      tone: highTone(refreshSuccessRate, GOALS.refreshSuccessRate),
    });
  if (health.assessments.started > 0) found.push(assessmentMeasure(health, jobs));
  return found;
}

const PLACES: Record<keyof Health['refusalsByPlace'], string> = {
  submit: 'submit',
  poll: 'polling',
  result: 'result',
  socket: 'socket',
  other: 'other',
};

/** `polling 4, result 1`; null where nothing was refused. */
export function placesWords({ refusalsByPlace }: Health): string | null {
  const words = Object.entries(PLACES).flatMap(([place, word]) => {
    const refusals = refusalsByPlace[place as keyof typeof PLACES];
    return refusals > 0 ? [`${word} ${count(refusals)}`] : [];
  });
  return words.length > 0 ? words.join(', ') : null;
}

/** Plain counts that have no goal; only those that are there. */
export function counts(health: Health): [name: string, value: string][] {
  const places = placesWords(health);
  const refused = places === null ? [] : [`${count(health.rejected)} (${places})`];
  return [
    ...refused.map((value): [string, string] => ['Refused', value]),
    ...(health.sentExpired > 0
      ? [['Sent expired', count(health.sentExpired)] as [string, string]]
      : []),
    ...(health.monitoringSeconds > 0
      ? [['Monitored', durationInWords(health.monitoringSeconds)] as [string, string]]
      : []),
    ['Requests', count(health.requests)],
  ];
}

/** The worst of them, for one picture. */
export function worstTone(all: readonly Measure[]): Tone {
  const order: Tone[] = ['bad', 'warn', 'good'];
  return order.find((tone) => all.some((measure) => measure.tone === tone)) ?? 'none';
}
