import { afterAll, describe, expect, it } from 'vitest';
import { CAUSES, type Cause, FINDINGS } from '../../src/core/language/stable-words.ts';
import { type CausePair, check } from './check.ts';
import { confusionTable } from './confusion.ts';
import { allScenarios } from './judge.ts';

const SCENARIOS = allScenarios();
const pairs: CausePair[] = [];
let green = 0;

describe.each([...new Set(SCENARIOS.map(({ theme }) => theme))])('%s', (theme) => {
  const scenarios = SCENARIOS.filter((scenario) => scenario.theme === theme);
  it.each(scenarios.map((scenario) => [scenario.label, scenario] as const))('%s', (_, scenario) => {
    const judgement = check(scenario);
    pairs.push(...judgement.pairs);
    expect(judgement.mistakes).toEqual([]);
    green += 1;
  });
});

it('has three scenarios for every cause, and one that comes near it', () => {
  const timesOf = (cause: Cause) => pairs.filter(({ expected }) => expected === cause).length;
  expect(CAUSES.filter((cause) => timesOf(cause) < 3)).toEqual([]);
  const near = new Set(
    SCENARIOS.flatMap(({ expectations }) =>
      expectations.map(({ wanted }) => (wanted.kind === 'cause' ? wanted.not : null)),
    ),
  );
  expect(CAUSES.filter((cause) => !near.has(cause))).toEqual([]);
});

it('has a scenario for every finding, and one that comes near it', () => {
  const wanted = SCENARIOS.flatMap(({ expectations }) =>
    expectations.flatMap(({ wanted: one }) => (one.kind === 'finding' ? [one] : [])),
  );
  const has = (code: string, isThere: boolean) =>
    wanted.some((one) => one.code === code && one.isThere === isThere);
  expect(FINDINGS.filter((code) => !has(code, true))).toEqual([]);
  expect(FINDINGS.filter((code) => !has(code, false))).toEqual([]);
});

afterAll(() => {
  const title = `${green} of ${SCENARIOS.length} scenarios as expected`;
  console.log(`${title}\n${confusionTable(pairs)}`);
});
