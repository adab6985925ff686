import { visibleInLine } from '../core/language/visible.ts';
import type { Comparison } from '../core/report/compare/compare.ts';
import type { Conclusion, TooLittle } from '../core/report/compare/conclusion.ts';
import { duration, percent, wrapped } from './text.ts';

const rate = (value: number | null) => (value === null ? 'none' : percent(value));

function tooLittle(reason: TooLittle): string {
  switch (reason.kind) {
    case 'nothing-judged':
      return `Too little was recorded to tell: in the recording ${reason.side} the change no request carried or needed a token.`;
    case 'few-requests':
      return `Too little was recorded to tell: none of ${reason.requests} requests was refused after the change, but with the share of before, that could be chance. Record at least ${reason.wanted} requests that carry a token.`;
    case 'no-expiry': {
      const life =
        reason.lifetimeSeconds === null ? '' : ` (${duration(reason.lifetimeSeconds)} here)`;
      return `Too little was recorded to tell: before the change tokens were refused at their expiry; after it, no token came near its expiry and none was refreshed. Record for longer than the life of a token${life}.`;
    }
  }
}

/** What two recordings say of a change, in one sentence. */
export function conclusionText(conclusion: Conclusion): string {
  switch (conclusion.kind) {
    case 'holds':
      return `Before ${percent(conclusion.rate)} INVALID_TOKEN, after 0 of ${conclusion.requests}: the fix holds.`;
    case 'better':
      return `INVALID_TOKEN went down from ${percent(conclusion.before)} to ${percent(conclusion.after)}, but it is still there.`;
    case 'worse':
      return `INVALID_TOKEN went up from ${percent(conclusion.before)} to ${percent(conclusion.after)}.`;
    case 'same':
      return `INVALID_TOKEN ${percent(conclusion.before)} before and ${percent(conclusion.after)} after: no difference that chance does not explain.`;
    case 'clean':
      return 'No INVALID_TOKEN before or after.';
    case 'too-little':
      return tooLittle(conclusion.reason);
  }
}

/** The team's numbers side by side: name, before, after. */
function healthRows({ health: { before, after } }: Comparison): [string, string, string][] {
  const row = (name: string, read: (health: typeof before) => string): [string, string, string] => [
    name,
    read(before),
    read(after),
  ];
  return [
    row('requests with a token or in need of one', (it) => `${it.authenticated}`),
    row('sent expired', (it) => `${it.sentExpired}`),
    row('INVALID_TOKEN', (it) => `${it.invalidToken} (${rate(it.invalidTokenRate)})`),
    row('refused', (it) => `${it.rejected}`),
    row('refreshes succeeded', (it) => `${rate(it.refreshSuccessRate)} of ${it.refreshes}`),
    row(
      'assessments succeeded',
      ({ assessments }) => `${assessments.succeeded} of ${assessments.started}`,
    ),
    row('monitored for', (it) => duration(it.monitoringSeconds)),
  ];
}

/** Each list of findings under its name. */
function findingLists({ findings }: Comparison) {
  const said = (side: 'before' | 'after') =>
    ((it) => `${it.code}: ${it[side] ?? ''}`) satisfies (
      it: Comparison['findings']['gone'][number],
    ) => string;
  return [
    { name: 'New findings', lines: findings.fresh.map(said('after')) },
    { name: 'Findings gone', lines: findings.gone.map(said('before')) },
    { name: 'Findings left', lines: findings.left.map(said('after')) },
  ].filter(({ lines }) => lines.length > 0);
}

const causeText = ({ endpoint, cause, before, after }: Comparison['causes'][number]) =>
  `${cause} on ${endpoint}: ${before} before, ${after} after`;

/** The comparison for people. */
export function comparisonAsText(comparison: Comparison): string {
  const rows = healthRows(comparison);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lists = [
    ...findingLists(comparison),
    { name: 'Causes that moved', lines: comparison.causes.map(causeText) },
  ].filter(({ lines }) => lines.length > 0);
  return [
    ...wrapped(conclusionText(comparison.conclusion)),
    '',
    ...rows.map(
      ([name, before, after]) =>
        `${name.padEnd(widths[0] ?? 0)}  ${before.padEnd(widths[1] ?? 0)}  → ${after}`,
    ),
    ...lists.flatMap(({ name, lines }) => [
      '',
      `${name}:`,
      ...lines.flatMap((line) => wrapped(`– ${line}`, '  ')),
    ]),
    '',
  ].join('\n');
}

/** Nothing recorded may act as Markdown. */
const inMarkdown = (text: string) =>
  visibleInLine(text).replace(/([\\`*_{}[\]<>()#+!|~-])/g, '\\$1');

/** The comparison for a ticket. */
export function comparisonAsMarkdown(comparison: Comparison): string {
  const lists = [
    ...findingLists(comparison),
    { name: 'Causes that moved', lines: comparison.causes.map(causeText) },
  ].filter(({ lines }) => lines.length > 0);
  return [
    `**${inMarkdown(conclusionText(comparison.conclusion))}**`,
    '',
    '| | Before | After |',
    '| --- | --- | --- |',
    ...healthRows(comparison).map((row) => `| ${row.map(inMarkdown).join(' | ')} |`),
    ...lists.flatMap(({ name, lines }) => [
      '',
      `### ${name}`,
      '',
      ...lines.map((line) => `- ${inMarkdown(line)}`),
    ]),
    '',
  ].join('\n');
}
