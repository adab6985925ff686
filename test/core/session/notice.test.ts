import { describe, expect, it } from 'vitest';
import { englishUtc } from '../../../src/core/language/english.ts';
import { readSessionFacts } from '../../../src/core/session/facts.ts';
import { noticeAt } from '../../../src/core/session/notice.ts';
import { analyse } from '../../../src/core/verdict/analysis.ts';
import { record } from '../../scenarios/judge.ts';
import { readScenarios } from '../../scenarios/language.ts';
import { play, START_MS } from '../../scenarios/play.ts';

const SIGNED_IN = `token A v2 sari age 0 life 3600
+1 store futureguide_access_token = A; futureguide_refresh_token = R1`;
const REFUSED = `${SIGNED_IN}
+5:00 poll j1 with A → 401 INVALID_TOKEN`;

/** s after the start */
function notice(script: string, seconds: number, seenUntilSeconds = 0) {
  const [scenario] = readScenarios(`# t\n## s\n${script}\nexpect cause not quoted`, 'inline');
  if (!scenario) throw new Error('no scenario');
  const facts = readSessionFacts(
    analyse(record(play(scenario).arrivals.map(({ observation }) => observation))),
  );
  const at = (s: number) => START_MS + s * 1000;
  return noticeAt(facts, 'futureguide.id', at(seenUntilSeconds), at(seconds));
}

const told = (...args: Parameters<typeof notice>) => {
  const made = notice(...args);
  return made && englishUtc.tell(made.said);
};

describe('what the browser tells by itself', () => {
  it('is nothing while an app may still renew in time', () => {
    expect(told(SIGNED_IN, 60)).toBeNull();
    expect(told(SIGNED_IN, 3470)).toBeNull();
  });

  it('is that a session ends and was not renewed, and names nobody', () => {
    expect(told(SIGNED_IN, 3500)).toBe(
      'The session on futureguide.id ends in 1 min 40 s and the app has not renewed it.',
    );
  });

  it('is not told twice of one token', () => {
    expect(notice(SIGNED_IN, 3540)?.key).toBe(notice(SIGNED_IN, 3500)?.key);
  });

  it('is nothing of a session that ended and was not used since', () => {
    expect(told(SIGNED_IN, 3700)).toBeNull();
  });

  it('is that the session was refused, unless the user has looked already', () => {
    expect(told(REFUSED, 310)).toMatch(/^At .* futureguide\.id refused the session\.$/);
    expect(told(REFUSED, 310, 300)).toBeNull();
  });

  it('is nothing of what a simulation did', () => {
    const faulty = `${SIGNED_IN}
+4:00 fault "drop-authorization" on for /status/
+5:00 poll j1 with A → 401 INVALID_TOKEN`;
    expect(told(faulty, 310)).toBeNull();
  });
});
