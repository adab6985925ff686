import { certaintyOf } from '../core/findings/certainty.ts';
import { GOALS } from '../core/jobs/health.ts';
import { counted } from '../core/language/english.ts';
import type { Report } from '../core/report/report.ts';
import type { ReportFinding, ReportJob } from '../core/report/report-schema.ts';
import { table } from './table.ts';
import { duration, type Paint, painter, percent, type Style, wrapped } from './text.ts';

const SEVERITY_STYLES: Record<ReportFinding['severity'], Style> = {
  error: 'red',
  warning: 'yellow',
  info: 'grey',
};
const JOB_STYLES: Record<ReportJob['result'], Style> = { pass: 'green', fail: 'red', open: 'grey' };
/** Requests named with a finding; the report has them all. */
const NAMED_REQUESTS = 8;

function lines(text: string, indent = ''): string {
  return wrapped(text, indent)
    .map((line) => `${line}\n`)
    .join('');
}

function heading({ tool, source, requests, clock }: Report): string {
  const files = source.names?.join(', ') ?? '';
  const offset = clock && `${clock.offsetSeconds >= 0 ? '+' : ''}${clock.offsetSeconds} s`;
  const server = clock
    ? `clock of ${clock.host} ${offset} ± ${clock.uncertaintySeconds} s (${clock.samples} answers)`
    : 'no server clock known';
  const count = counted(requests.length, 'request', 'requests');
  return lines(`${tool.name} ${tool.version}: ${files}; ${count}; ${server}`);
}

function findingLines(finding: ReportFinding, paint: Paint): string {
  const { code, severity, title, advice, evidence, requests } = finding;
  const named = requests.slice(0, NAMED_REQUESTS).join(', ');
  const more = requests.length - NAMED_REQUESTS;
  const where = more > 0 ? `${named} and ${more} more` : named;
  const [first = ''] = wrapped(`${severity}: ${code} (${certaintyOf(finding)})`);
  return [
    `${paint(first, SEVERITY_STYLES[severity])}\n`,
    lines(title, '  '),
    ...evidence.slice(0, 3).map(({ text }) => lines(`– ${text}`, '    ')),
    lines(`→ ${advice}`, '  '),
    where === '' ? '' : lines(`Requests: ${where}`, '  '),
  ].join('');
}

function jobLines(
  { job, submittedAt, lastAt, result, refreshes, refusal }: ReportJob,
  paint: Paint,
) {
  const from = submittedAt ? `submitted ${submittedAt.slice(11, 19)}` : 'submitted before';
  const to = lastAt ? `, last call ${lastAt.slice(11, 19)}` : '';
  const refreshed = `, ${counted(refreshes, 'refresh', 'refreshes')}`;
  const refused = refusal ? `, refused in ${refusal}` : '';
  const [first = '', ...others] = wrapped(
    `${result.toUpperCase()} ${job}: ${from}${to}${refreshed}${refused}`,
  );
  return [paint(first, JOB_STYLES[result]), ...others].map((line) => `${line}\n`).join('');
}

const rate = (value: number | null) => (value === null ? 'none' : percent(value));

/** The team's numbers in one sentence, each beside its goal. */
function healthText({ health }: Report): string {
  const { refusalsByPlace: places, assessments } = health;
  const { invalidTokenRate, refreshSuccessRate } = GOALS;
  return [
    `Health: ${counted(health.requests, 'request', 'requests')}, ${health.authenticated} with a token or in need of one`,
    `${health.sentExpired} sent expired`,
    `INVALID_TOKEN ${health.invalidToken} = ${rate(health.invalidTokenRate)} (goal below ${percent(invalidTokenRate.goal)}, alert above ${percent(invalidTokenRate.alert)})`,
    `${counted(health.refreshes, 'refresh', 'refreshes')}, ${rate(health.refreshSuccessRate)} succeeded (goal above ${percent(refreshSuccessRate.goal)})`,
    `${assessments.succeeded} of ${assessments.started} assessments succeeded`,
    `refused: submit ${places.submit}, poll ${places.poll}, result ${places.result}, socket ${places.socket}, other ${places.other}`,
    `monitored for ${duration(health.monitoringSeconds)}`,
  ].join('; ');
}

/** The report for people, piece by piece: what they have to know first, table, findings, jobs, health. */
export function* reportAsText(
  report: Report,
  isColoured: boolean,
  notes: readonly string[] = [],
): Generator<string> {
  const paint = painter(isColoured);
  if (notes.length > 0) yield `${notes.map((note) => lines(note)).join('')}\n`;
  yield `${heading(report)}\n`;
  yield* table(report, paint);
  yield '\n';
  for (const finding of report.findings) yield `${findingLines(finding, paint)}\n`;
  if (report.jobs.length > 0) yield `${report.jobs.map((job) => jobLines(job, paint)).join('')}\n`;
  yield lines(`${healthText(report)}.`);
}
