import type { WordKey } from '../language/language.ts';

/** How terms are written, by the sign that does it. */
export const TERM_SIGNS: readonly { sign: string; meaning: WordKey; example: string }[] = [
  { sign: 'a', meaning: 'filter_rule_text', example: 'profile' },
  { sign: 'a b', meaning: 'filter_rule_and', example: 'is:refused status:401' },
  { sign: '-a', meaning: 'filter_rule_not', example: '-method:OPTIONS' },
  { sign: 'a,b', meaning: 'filter_rule_or', example: 'status:401,403' },
  { sign: '"a b"', meaning: 'filter_rule_quotes', example: '"by debugger"' },
];
