import type { Language } from '../../language/language.ts';
import type { Show } from '../../redaction/shown.ts';
import { code, prose } from './markdown-text.ts';
import type { Fact } from './verdict-facts.ts';

/** A verdict as it is told; its texts may hold secrets. */
export interface VerdictInWords {
  /** `GET https://…` */
  request: string;
  sentence: string;
  certainty: string | null;
  facts: readonly Fact[];
  evidence: readonly string[];
  /** what to do about it */
  next: string | null;
  tool: { name: string; version: string };
}

/** In a table a bar ends a cell even within code, unless a backslash that stands alone is before it (GFM §4.10). */
const inCell = (span: string) =>
  span.replace(/(\\*)\|/g, (bar, { length }) => (length % 2 === 0 ? `\\${bar}` : bar));

function row({ name, value, code: id }: Fact): string {
  const cell = [value === '' ? '' : prose(value), id ? inCell(code(id)) : ''].filter(Boolean);
  return `| ${prose(name)} | ${cell.join(' ')} |`;
}

/** A verdict for a ticket, in GitHub's and GitLab's Markdown, without secrets. */
export function verdictMarkdown(told: VerdictInWords, show: Show, { say }: Language): string {
  const { request, sentence, certainty, facts, evidence, next, tool } = told;
  const shownFacts = facts.map(({ name, value, code: id }) => {
    return { name, value: show(value), code: id === null ? null : show(id) };
  });
  const blocks = [
    `### ${say('detail_ticket_heading')}`,
    code(show(request)),
    `**${prose(show(sentence))}**`,
    certainty === null ? '' : prose(certainty),
    [
      `| ${say('detail_ticket_fact')} | ${say('detail_value')} |`,
      '| --- | --- |',
      ...shownFacts.map(row),
    ].join('\n'),
    evidence.length === 0
      ? ''
      : [`**${say('evidence_list')}**`, '', ...evidence.map((one) => `- ${prose(show(one))}`)].join(
          '\n',
        ),
    next === null ? '' : `**${say('detail_next')}** ${prose(show(next))}`,
    prose(say('detail_ticket_made_by', tool)),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}
