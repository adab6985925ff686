import { visible } from '../../language/visible.ts';

/** Characters that mean something in CommonMark, GFM or the HTML within. */
const MEANING_ANYWHERE = /[\\`*_[\]<>|~&]/g;
const MEANING_AT_START = /^(\d+)([.)])|^([#+=-])/;

const oneLine = (text: string) => visible(text.replace(/\s+/g, ' ').trim());

/** Prose that stays what it is. */
export function prose(text: string): string {
  return oneLine(text)
    .replace(MEANING_ANYWHERE, '\\$&')
    .replace(MEANING_AT_START, (_all, number, dot, sign) =>
      sign ? `\\${sign}` : `${number}\\${dot}`,
    );
}

/** A code span; its fence is longer than any run of backticks in it (CommonMark §6.1). */
export function code(text: string): string {
  const line = oneLine(text);
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = longest > 0 ? ' ' : '';
  return `${fence}${gap}${line}${gap}${fence}`;
}
