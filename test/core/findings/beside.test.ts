import { expect, it } from 'vitest';
import { besideFindings } from '../../../src/core/findings/beside.ts';
import { readFindings } from '../../../src/core/findings/findings.ts';
import type { Observation } from '../../../src/core/recording/observation.ts';
import { byDebugger, call, ending, read } from './story.ts';

const REFUSED = { refused: true };

function beside(...story: Observation[]) {
  const analysis = read(...story);
  return besideFindings(readFindings(analysis), analysis);
}

it('names each flagged row that no finding is about', () => {
  const tested = call(10, ending(3_000), undefined, REFUSED);
  expect(beside(call(0, ending(3_000)), tested, byDebugger(tested))).toEqual(['r2']);
  expect(beside(call(0, null, undefined, REFUSED))).toEqual(['r1']);
});

it('leaves out what a finding is about, and what is not flagged', () => {
  const spent = ending(-10);
  expect(beside(call(0, ending(3_000)), call(1, spent, undefined, REFUSED))).toEqual([]);
});
