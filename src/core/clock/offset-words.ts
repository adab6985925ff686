import type { Language } from '../language/language.ts';

/** Less than this is written as nothing, s. */
const HALF_A_TENTH = 0.05;

/** `+2.3 s ± 0.2 s`: how far (s) the server's clock is ahead of this computer's, never too exact. */
export function offsetWords(
  offsetSeconds: number,
  uncertaintySeconds: number,
  { format }: Pick<Language, 'format'>,
): string {
  const sign = Math.abs(offsetSeconds) < HALF_A_TENTH ? '' : offsetSeconds < 0 ? '−' : '+';
  const within = Math.ceil(Math.round(uncertaintySeconds * 1000) / 100) / 10;
  return `${sign}${format(offsetSeconds, 'offset')} ± ${format(within, 'offset')}`;
}
