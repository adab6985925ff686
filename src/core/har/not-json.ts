import { type Said, said } from '../language/language.ts';
import type { JsonBreak } from './json-break.ts';

/** Says of the file of a name that it is no JSON, and where. */
export function notJson(name: string, at: JsonBreak | null): Said {
  const { line, column, isCutOff, word } = at ?? {
    line: 1,
    column: 1,
    isCutOff: false,
    word: null,
  };
  if (word !== null) return said('file_problem_not_json_word', { name, line, column, word });
  return said(isCutOff ? 'file_problem_not_json_cut_off' : 'file_problem_not_json', {
    name,
    line,
    column,
  });
}
