import { DAY_S, HOUR_S, MINUTE_S } from '../core/language/units.ts';
import { visibleInLine } from '../core/language/visible.ts';

/** Everything for people fits into so many columns. */
export const WIDTH = 100;

/** Cut in the middle where it is too long: a path tells most by its two ends. */
export function fitted(text: string, width: number): string {
  const characters = [...visibleInLine(text)];
  if (characters.length <= width) return characters.join('').padEnd(width);
  const tail = Math.floor((width - 1) / 2);
  const head = width - 1 - tail;
  return [...characters.slice(0, head), '…', ...characters.slice(-tail)].join('');
}

/** Lines that are never wider than all columns, each after the same indent. */
export function wrapped(text: string, indent = ''): string[] {
  const width = WIDTH - indent.length;
  const lines: string[] = [];
  let line = '';
  for (const word of visibleInLine(text)
    .split(' ')
    .flatMap((word) => pieces(word, width))) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, indent + line];
}

function pieces(word: string, width: number): string[] {
  if (word.length <= width) return [word];
  const found: string[] = [];
  for (let from = 0; from < word.length; from += width) found.push(word.slice(from, from + width));
  return found;
}

const CODES = { red: 31, yellow: 33, green: 32, grey: 90, bold: 1 };
export type Style = keyof typeof CODES;
export type Paint = (text: string, style: Style | null) => string;

export function painter(isColoured: boolean): Paint {
  return (text, style) => (isColoured && style ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text);
}

/** A duration in s in two units at most: `59m 58s`, `-4.2s`, `6d 23h`. */
export function duration(seconds: number): string {
  const sign = seconds < 0 ? '-' : '';
  const size = Math.abs(seconds);
  if (size < MINUTE_S) return `${sign}${Number(size.toFixed(1))}s`;
  const whole = Math.floor(size);
  if (size < HOUR_S) return `${sign}${Math.floor(whole / MINUTE_S)}m ${whole % MINUTE_S}s`;
  if (size < DAY_S)
    return `${sign}${Math.floor(whole / HOUR_S)}h ${Math.floor((whole % HOUR_S) / MINUTE_S)}m`;
  return `${sign}${Math.floor(whole / DAY_S)}d ${Math.floor((whole % DAY_S) / HOUR_S)}h`;
}

/** A rate in percent. */
export function percent(rate: number): string {
  return `${Number((rate * 100).toFixed(2))}%`;
}
