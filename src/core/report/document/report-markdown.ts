import { certaintyOf } from '../../findings/certainty.ts';
import { wordKey } from '../../language/language.ts';
import { code, prose } from '../copy/markdown-text.ts';
import type { Report } from '../report-schema.ts';
import { type DocumentContext, documentOf } from './document.ts';
import type { RefusedRow } from './refused-rows.ts';
import type { Step } from './story.ts';

/** A ticket takes no more; then “…” follows. */
const MAX_LINES = 60;
const MAX_STEPS = 15;
const MAX_REFUSALS = 10;
const MAX_FINDINGS = 8;

/** In a table a bar ends a cell even within code (GFM §4.10). */
const cell = (text: string) => text.replaceAll('|', '\\|');

/** A report for a ticket, in GitHub's and GitLab's Markdown; people as in `htmlReport`. */
export function markdownReport(report: Report, context: DocumentContext): string {
  const { say, tell, format, timeZone } = context.language;
  const { title, headline, period, story, refusals, environment, notes, findings } = documentOf(
    report,
    context,
  );
  const list = <Item>(items: readonly Item[], max: number, line: (item: Item) => string) => [
    ...items.slice(0, max).map(line),
    ...(items.length > max ? [say('list_more', { count: items.length - max })] : []),
  ];
  const step = ({ at, until, sentence }: Step) => {
    const time = format(at, 'clock') + (until === null ? '' : ` – ${format(until, 'clock')}`);
    return `1. ${code(time)} ${prose(sentence)}`;
  };
  const hasSenders = refusals.some(({ sender }) => sender !== null);
  const row = (cells: readonly string[], sender: string) =>
    `| ${(hasSenders ? [...cells, sender] : cells).join(' | ')} |`;
  const refusal = ({ at, request, sender, sentence, certainty }: RefusedRow) => {
    const why = certainty === null ? sentence : `${sentence} (${certainty})`;
    return row(
      [code(format(at, 'precise')), cell(code(request)), prose(why)],
      sender === null ? '' : prose(sender),
    );
  };
  const section = (name: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', `#### ${name}`, '', ...lines];
  const lines = [
    `### ${prose(title)}`,
    '',
    `**${headline.map(prose).join(' ')}**`,
    ...(period === null ? [] : ['', prose(period)]),
    ...section(say('document_story'), list(story, MAX_STEPS, step)),
    ...section(
      say('document_refusals'),
      refusals.length === 0
        ? []
        : [
            row(
              [
                say('grid_column_time') + (timeZone === 'UTC' ? ' (UTC)' : ''),
                say('detail_tab_request'),
                say('document_why'),
              ],
              say('grid_column_initiator'),
            ),
            row(['---', '---', '---'], '---'),
            ...refusals.slice(0, MAX_REFUSALS).map(refusal),
          ],
    ),
    ...(refusals.length > MAX_REFUSALS
      ? ['', say('document_refusals_more', { count: refusals.length - MAX_REFUSALS })]
      : []),
    ...section(
      say('finding_list'),
      list(findings, MAX_FINDINGS, ({ finding, sentence }) => {
        const { title, advice } = finding;
        const sure = say(wordKey('certainty', certaintyOf(finding)));
        const said = [sentence && tell(sentence), advice].filter((one) => one !== null);
        return `- **${prose(title)}** (${sure}) ${prose(said.join(' '))}`;
      }),
    ),
    ...section(
      say('document_environment'),
      environment.map(({ name, value }) => `- ${prose(name)}: ${prose(value)}`),
    ),
    '',
    prose(notes.join(' ')),
  ];
  const shown = lines.length > MAX_LINES ? [...lines.slice(0, MAX_LINES), '…'] : lines;
  return `${shown.join('\n')}\n`;
}
