import { describe, expect, it } from 'vitest';
import { badgeAt } from '../../../src/core/session/badge.ts';
import { readSessionFacts } from '../../../src/core/session/facts.ts';
import { analyse } from '../../../src/core/verdict/analysis.ts';
import { record } from '../../scenarios/judge.ts';
import { readScenarios } from '../../scenarios/language.ts';
import { play, START_MS } from '../../scenarios/play.ts';

const SIGNED_IN = `token A v2 sari age 0 life 3600
+1 store futureguide_access_token = A; futureguide_refresh_token = R1`;

/** s after the start */
function badge(script: string, seconds: number, seenUntilSeconds = 0) {
  const [scenario] = readScenarios(`# t\n## s\n${script}\nexpect cause not quoted`, 'inline');
  if (!scenario) throw new Error('no scenario');
  const facts = readSessionFacts(
    analyse(record(play(scenario).arrivals.map(({ observation }) => observation))),
  );
  const at = (s: number) => START_MS + s * 1000;
  const { text, tone, changesAt } = badgeAt(facts, at(seenUntilSeconds), at(seconds));
  return [text, tone, changesAt === null ? null : (changesAt - START_MS) / 1000];
}

describe('the mark on the toolbar button', () => {
  it('is nothing while there is time, and knows when there will be less', () => {
    expect(badge(SIGNED_IN, 60)).toEqual(['', 'warn', 3301]);
    expect(badge(SIGNED_IN, 3300)).toEqual(['', 'warn', 3301]);
  });

  it('counts the last minutes, and knows when the next one begins', () => {
    expect(badge(SIGNED_IN, 3301)).toEqual(['5m', 'warn', 3361]);
    expect(badge(SIGNED_IN, 3361)).toEqual(['4m', 'warn', 3421]);
    expect(badge(SIGNED_IN, 3599)).toEqual(['1m', 'warn', 3601]);
  });

  it('does not know, for as long as the clocks are not exact enough to tell', () => {
    expect(badge(SIGNED_IN, 3600)).toEqual(['?', 'warn', 3601]);
    const known = `${SIGNED_IN}\n+2 balance with A → 200`;
    const [, , edgeAt] = badge(known, 3590);
    expect(badge(known, Number(edgeAt))[0]).toBe('?');
    const [, , overAt] = badge(known, Number(edgeAt));
    expect(badge(known, Number(overAt))[0]).toBe('0m');
  });

  it('says that it is over, and no more', () => {
    expect(badge(SIGNED_IN, 3601)).toEqual(['0m', 'bad', null]);
  });

  it('says nothing of a session that was signed out', () => {
    expect(badge(`${SIGNED_IN}\n+5:00 storage cleared`, 3400)[0]).toBe('');
  });

  it('counts refusals until they are seen, before the minutes', () => {
    const refused = `${SIGNED_IN}
+56:00 poll j1 with A → 401 INVALID_TOKEN
+56:02 poll j1 with A → 401 INVALID_TOKEN`;
    expect(badge(refused, 3400)[0]).toBe('!2');
    expect(badge(refused, 3400, 3360)[0]).toBe('!1');
    expect(badge(refused, 3400, 3362)[0]).toBe('4m');
  });

  it('does not count what a fault made', () => {
    const faulty = `${SIGNED_IN}
+4:00 fault "drop-authorization" on for /status/
+5:00 poll j1 with A → 401 INVALID_TOKEN`;
    expect(badge(faulty, 400)[0]).toBe('');
  });
});
