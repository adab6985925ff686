import { type FilterTerm, parseFilter, printTerm } from './parse.ts';
import { isSameTerm } from './same-term.ts';

/** The text without this term; all else stays as it was written. */
export function withoutTerm(text: string, term: FilterTerm): string {
  return parseFilter(text)
    .terms.filter((each) => isSameTerm(each, term))
    .reduceRight(
      (rest, { from, to }) => `${rest.slice(0, from)}${rest.slice(to).trimStart()}`,
      text,
    )
    .trimEnd();
}

/** The text with this term before all else: behind a quote that is still open it would be text. */
export function withTerm(text: string, term: FilterTerm): string {
  return [printTerm(term), text.trim()].filter(Boolean).join(' ');
}
