import { describe, expect, it } from 'vitest';
import { readScenarios } from './language.ts';
import { play, START_MS } from './play.ts';

const HEAD = '# Theme\n## Label\n';
const read = (lines: string) => readScenarios(`${HEAD}${lines}\n`, 'a.scenario');

describe('a mistake in a scenario', () => {
  it.each([
    ['+0 pol j1 with A → 200', 'a.scenario:3: “pol” is nothing that can happen'],
    ['token a v2', "a.scenario:3: “a” is no name of a token; write A, B or A'"],
    ['token A v3', 'a.scenario:3: “v3” is no kind of token'],
    ['token A v2 life long', 'a.scenario:3: “long” is no life'],
    ['+0 poll j1 with A 200', 'a.scenario:3: “→” and an answer are wanted here'],
    ['+0 poll j1 → 401 NONSENSE', 'a.scenario:3: no words are known for NONSENSE'],
    ['+0 poll j1 → 401 body {"a":1', 'a.scenario:3: a brace is not closed'],
    ['+0 poll j1 → 200 slowly', 'a.scenario:3: “slowly” says nothing about a request'],
    ['+x poll j1 → 200', 'a.scenario:3: “+x” is no time'],
    ['+5 poll j1 → 200\n+4 poll j1 → 200', 'a.scenario:4: this is earlier than the line before'],
    ['expect poll: refused', 'a.scenario:3: “refused” is no outcome'],
    ['expect finding bad-luck', 'a.scenario:3: “bad-luck” is no finding'],
    ['expect poll: rejected expired sometimes', 'a.scenario:3: “sometimes” is not understood'],
    ['tags: browser, sometimes', 'a.scenario:3: “sometimes” is no tag'],
    ['+0 poll j1 → 200', 'a.scenario:2: nothing is expected of this'],
  ])('%s', (lines, message) => {
    expect(() => read(lines)).toThrow(message);
  });

  it('is found where a token is used that nobody described', () => {
    const [scenario] = read('+0 poll j1 with A → 200\nexpect poll: accepted');
    expect(() => scenario && play(scenario)).toThrow(
      'a.scenario:3: nothing is known of a token “A”',
    );
  });

  it('is found where two scenarios have one label', () => {
    const twice = `${HEAD}expect no findings\n## Label\nexpect no findings\n`;
    expect(() => readScenarios(twice, 'a.scenario')).toThrow(
      'a.scenario:4: “Label” is there twice',
    );
  });
});

describe('a time', () => {
  it.each([
    ['+59:50', 3_590_000],
    ['+1:00:00', 3_600_000],
    ['+12', 12_000],
    ['+12s', 12_000],
    ['+1.5s', 1_500],
    ['+250ms', 250],
    ['+20min', 1_200_000],
  ])('%s', (time, ms) => {
    const [scenario] = read(`${time} page /\nexpect no findings`);
    expect(scenario && play(scenario).arrivals[0]?.at).toBe(START_MS + ms);
  });

  it('is a second after the line before where none is given', () => {
    const [scenario] = read('+10 page /\npage /auth\nexpect no findings');
    expect(scenario && play(scenario).arrivals.map(({ at }) => at - START_MS)).toEqual([
      10_000, 11_000,
    ]);
  });
});
