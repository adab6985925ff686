import { notJson } from '../../src/core/har/json-break.ts';
import { wordKey } from '../../src/core/language/language.ts';
import { say, tell } from '../words/language.ts';
import type { Failure } from './files.ts';
import { MAX_FILE_BYTES } from './read-files.ts';
import { MEGABYTE } from './size-words.ts';

/** More hosts tell a reader nothing. */
const MAX_HOSTS = 4;

/** Why a file is not shown, in one sentence that names it. */
export function failureSentence({ name, problem }: Failure): string {
  switch (problem.kind) {
    case 'other-hosts':
      return say('file_problem_other_hosts', { name, hosts: problem.hosts.slice(0, MAX_HOSTS) });
    case 'too-large':
      return say('file_problem_too_large', { name, limit: MAX_FILE_BYTES / MEGABYTE });
    case 'not-json':
      return tell(notJson(name, problem.at));
    case 'not-report':
      return say(wordKey('file_report', problem.problem.kind), { name, ...problem.problem });
    default:
      return say(wordKey('file_problem', problem.kind), { name });
  }
}
