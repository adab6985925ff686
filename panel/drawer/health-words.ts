import type { Finding } from '../../src/core/findings/finding.ts';
import { GOALS, type Health, refusalsOf } from '../../src/core/jobs/health.ts';
import type { Job } from '../../src/core/jobs/jobs.ts';
import type { WordKey } from '../../src/core/language/language.ts';
import { failedRefresh, type RefreshEnd } from '../credential/refresh-readiness.ts';
import type { Counts, PanelModel } from '../model/panel-model.ts';
import { durationInWords } from '../words/durations.ts';
import { language, say } from '../words/language.ts';
import { refreshSentence } from '../words/refresh-sentences.ts';

export type Tone = 'good' | 'warn' | 'bad' | 'none';

/** A number of the team's with what they want it to be. */
export interface Measure {
  name: string;
  value: string;
  /** in its place where what it is made of is not told beside it */
  short?: string;
  /** what it is made of */
  detail: string;
  /** the team's goal and alert level */
  goal: string;
  tone: Tone;
}

const count = (number: number) => language.value.format(number, 'plain');
const percent = (rate: number) => language.value.format(rate, 'percent');

/** Of a rate that is to stay low; that it is low says little where something else was refused. */
function invalidTokenTone(rate: number, isRefused: boolean): Tone {
  const { goal, alert } = GOALS.invalidTokenRate;
  if (rate > alert) return 'bad';
  if (rate >= goal) return 'warn';
  return isRefused ? 'none' : 'good';
}

/** Of a rate that is to be high. */
function refreshRateTone(rate: number): Tone {
  const { goal, alert } = GOALS.refreshSuccessRate;
  if (rate < alert) return 'bad';
  return rate > goal ? 'good' : 'warn';
}

/** An assessment that still runs is no failure yet, and one that failed is no success for its result. */
function assessmentTone(rate: number, jobs: readonly Job[], isUndecided: boolean): Tone {
  const isReached = rate > GOALS.assessmentSuccessRate.goal;
  if (jobs.some(({ result }) => result === 'fail')) return isReached ? 'warn' : 'bad';
  return isUndecided || !isReached ? 'none' : 'good';
}

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
    tone: assessmentTone(succeeded / started, jobs, isUndecided),
  };
}

/** The measures the team has goals for; those of which nothing was counted are left out. */
export function measures(
  health: Health,
  jobs: readonly Job[],
  { refused, simulated }: Pick<Counts, 'refused' | 'simulated'>,
): Measure[] {
  const { invalidTokenRate, refreshSuccessRate } = health;
  const found: Measure[] = [];
  if (invalidTokenRate !== null)
    found.push({
      name: 'INVALID_TOKEN',
      value: percent(invalidTokenRate),
      short: count(health.invalidToken),
      detail: say('evidence_rate', {
        invalidToken: health.invalidToken,
        authenticated: health.authenticated,
      }),
      goal: say('health_goal_below_alert_above', GOALS.invalidTokenRate),
      tone: invalidTokenTone(invalidTokenRate, refused + simulated > 0),
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
      tone: refreshRateTone(refreshSuccessRate),
    });
  if (health.assessments.started > 0) found.push(assessmentMeasure(health, jobs));
  return found;
}

/** One that the user asked for counts in no rate, and is told as what it was. */
export function forcedRefresh({ outcome, at }: RefreshEnd): Measure {
  return {
    name: say('refresh_force'),
    value: say('health_jobs_failed', { count: 1 }),
    detail: refreshSentence(outcome, at),
    goal: '',
    tone: outcome.kind === 'refused' ? 'bad' : 'warn',
  };
}

/** All that Health tells with a mark. */
export function healthMeasures({ health, jobs, counts, snapshot }: PanelModel): Measure[] {
  const failed = failedRefresh(snapshot.value);
  return [
    ...(health.value ? measures(health.value, jobs.value, counts.value) : []),
    ...(failed ? [forcedRefresh(failed)] : []),
  ];
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
export function counts(
  health: Health,
  { simulated }: Pick<Counts, 'simulated'>,
): [name: string, value: string][] {
  const { sentExpired, monitoringSeconds } = health;
  const places = placesWords(health);
  const all: [WordKey, string | null][] = [
    ['health_refused', places && `${count(refusalsOf(health))} (${places})`],
    ['health_simulated', simulated > 0 ? count(simulated) : null],
    ['filter_chip_sent_expired', sentExpired > 0 ? count(sentExpired) : null],
    ['health_monitored', monitoringSeconds > 0 ? durationInWords(monitoringSeconds) : null],
  ];
  return all.flatMap(([key, value]) => (value === null ? [] : [[say(key), value]]));
}

/**
 * One mark for all, and its reason: the worst measure, else what was refused though no goal speaks of it.
 * It is no praise beside a finding, or where a refresh or a simulated request failed.
 */
export function worst(
  all: readonly Measure[],
  findings: readonly Finding[],
  failures: { refused: number; failed: number; simulated: number },
): { tone: Tone; note: string | null } {
  for (const tone of ['bad', 'warn'] as const) {
    const measure = all.find((one) => one.tone === tone);
    if (measure) return { tone, note: `${measure.name} ${measure.short ?? measure.value}` };
  }
  const { refused, failed, simulated } = failures;
  if (refused > 0) return { tone: 'warn', note: `${say('health_refused')} ${count(refused)}` };
  const isPraised = all.some(({ tone }) => tone === 'good');
  const isDoubted = findings.length + failed + simulated > 0;
  return { tone: isPraised && !isDoubted ? 'good' : 'none', note: null };
}
