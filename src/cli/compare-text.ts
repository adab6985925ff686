import { englishUtc } from '../core/language/english.ts';
import { visibleInLine } from '../core/language/visible.ts';
import type { Comparison } from '../core/report/compare/compare.ts';
import {
  comparedLists,
  comparedNumbers,
  conclusionSaid,
} from '../core/report/compare/comparison-words.ts';
import { wrapped } from './text.ts';

/** The comparison for people. */
export function comparisonAsText(comparison: Comparison): string {
  const rows = comparedNumbers(comparison, englishUtc);
  const width = (texts: readonly string[]) => Math.max(...texts.map(({ length }) => length));
  const nameWidth = width(rows.map(({ name }) => name));
  const beforeWidth = width(rows.map(({ before }) => before));
  return [
    ...wrapped(englishUtc.tell(conclusionSaid(comparison.conclusion))),
    '',
    ...rows.map(
      ({ name, before, after }) =>
        `${name.padEnd(nameWidth)}  ${before.padEnd(beforeWidth)}  → ${after}`,
    ),
    ...comparedLists(comparison, englishUtc).flatMap(({ name, lines }) => [
      '',
      `${name}:`,
      ...lines.flatMap(({ code, text }) => wrapped(`– ${code}: ${text}`, '  ')),
    ]),
    '',
  ].join('\n');
}

/** Nothing recorded may act as Markdown. */
const inMarkdown = (text: string) =>
  visibleInLine(text).replace(/([\\`*_{}[\]<>()#+!|~-])/g, '\\$1');

/** The comparison for a ticket. */
export function comparisonAsMarkdown(comparison: Comparison): string {
  return [
    `**${inMarkdown(englishUtc.tell(conclusionSaid(comparison.conclusion)))}**`,
    '',
    '| | Before | After |',
    '| --- | --- | --- |',
    ...comparedNumbers(comparison, englishUtc).map(
      ({ name, before, after }) => `| ${[name, before, after].map(inMarkdown).join(' | ')} |`,
    ),
    ...comparedLists(comparison, englishUtc).flatMap(({ name, lines }) => [
      '',
      `### ${name}`,
      '',
      ...lines.map(({ code, text }) => `- ${inMarkdown(`${code}: ${text}`)}`),
    ]),
    '',
  ].join('\n');
}
