import {
  CAUSES,
  CERTAINTIES,
  FINDINGS,
  FLAGS,
  OUTCOMES,
  VALIDITIES,
} from '../../src/core/language/stable-words.ts';
import { REQUEST_VERBS } from './read-request.ts';
import type { Expectation, RowExpectation, Target } from './script.ts';
import type { Words } from './words.ts';

const TARGETS = [...REQUEST_VERBS, 'socket'];
const RESULTS = ['pass', 'fail', 'open'] as const;

function readTarget(words: Words): Target {
  const verb = words.oneOf('thing to expect of', TARGETS);
  const isNumbered = /^\d+$/.test(words.peek() ?? '');
  return { verb, nth: isNumbered ? Number(words.bare('number')) : 1 };
}

function takeAny<const T extends string>(words: Words, among: readonly T[]): T | null {
  return among.find((one) => words.take(one)) ?? null;
}

function readClause(words: Words, wanted: RowExpectation): void {
  if (words.take('no', 'flags')) {
    wanted.flags = [];
  } else if (words.take('flags')) {
    wanted.flags = [];
    for (let flag = takeAny(words, FLAGS); flag; flag = takeAny(words, FLAGS))
      wanted.flags.push(flag);
    if (wanted.flags.length === 0) words.fail(`a flag is wanted: ${FLAGS.join(', ')}`);
  } else if (words.take('validity')) {
    wanted.validity = words.oneOf('validity', VALIDITIES);
  } else if (words.take('evidence')) {
    wanted.evidence.push(words.bare('id of evidence'));
  } else {
    wanted.outcome = words.oneOf('outcome', OUTCOMES);
    wanted.cause = takeAny(words, CAUSES);
    wanted.certainty = takeAny(words, CERTAINTIES);
  }
}

function readRow(words: Words): Expectation {
  const target = readTarget(words);
  if (words.take('cause', 'not'))
    return { kind: 'cause', target, not: words.oneOf('cause', CAUSES) };
  if (!words.take(':')) words.fail('“:” or “cause not” is wanted here');
  const wanted: RowExpectation = {
    outcome: null,
    cause: null,
    certainty: null,
    validity: null,
    flags: null,
    evidence: [],
  };
  do readClause(words, wanted);
  while (words.take(';'));
  return { kind: 'row', target, wanted };
}

/** What stands behind `expect`. */
export function readExpectation(words: Words): Expectation {
  if (words.take('no', 'findings')) return { kind: 'no-findings' };
  if (words.take('no', 'finding'))
    return { kind: 'finding', code: words.oneOf('finding', FINDINGS), isThere: false, says: null };
  if (words.take('finding')) {
    const code = words.oneOf('finding', FINDINGS);
    const says = words.take('says') ? words.quoted('a part of what it says') : null;
    return { kind: 'finding', code, isThere: true, says };
  }
  if (words.take('cause', 'not'))
    return { kind: 'cause', target: null, not: words.oneOf('cause', CAUSES) };
  if (words.take('job'))
    return { kind: 'job', job: words.bare('job'), result: words.oneOf('result', RESULTS) };
  if (words.take('clock')) {
    const offset = words.offset('offset');
    return { kind: 'clock', offset, within: words.take('within') ? words.duration('time') : 1000 };
  }
  if (words.take('health')) {
    const name = words.bare('number of the health');
    return { kind: 'health', name, value: Number(words.bare('value')) };
  }
  return readRow(words);
}
