import { describe, expect, it } from 'vitest';
import english from '../../../public/_locales/en/messages.json' with { type: 'json' };
import { languageOf } from '../../../src/core/language/words.ts';
import { readSessionFacts } from '../../../src/core/session/facts.ts';
import { fileHeadline } from '../../../src/core/session/file-headline.ts';
import { analyse } from '../../../src/core/verdict/analysis.ts';
import { record } from '../../scenarios/judge.ts';
import { readScenarios } from '../../scenarios/language.ts';
import { play } from '../../scenarios/play.ts';

const { tell } = languageOf('en', english, 'Asia/Jakarta');

function headline(script: string): [string, string] {
  const [scenario] = readScenarios(`# t\n## s\n${script}\nexpect cause not quoted`, 'inline');
  if (!scenario) throw new Error('no scenario');
  const observations = play(scenario).arrivals.map(({ observation }) => observation);
  const { said, tone } = fileHeadline(readSessionFacts(analyse(record(observations))));
  return [tell(said), tone];
}

describe('the headline of a file', () => {
  it('is the state when it ended, though that was long ago', () => {
    expect(
      headline(`token A v2 sari life 3600
+0 login sari → A R1
+15:00 poll j1 with A → 200`),
    ).toEqual([
      'When it ended (20 Oct 2026, 12:15:00): Signed in as sari@siswa.example; the session is good for another 44 min. None of its 2 requests was refused.',
      'good',
    ]);
  });

  it('begins with what was refused before the session healed, and names the last cause', () => {
    expect(
      headline(`token A v2 sari life 3600
token B v2 sari life 3600
+0 login sari → A R1
+61:00 poll j1 with A → 401 INVALID_TOKEN
+61:05 poll j1 with A → 401 INVALID_TOKEN
+61:10 refresh R1 → B R2
+61:12 poll j1 with B → 200`),
    ).toEqual([
      '2 of 5 requests were refused; cause of the last refusal: token expired. When it ended (20 Oct 2026, 13:01:12): Signed in as sari@siswa.example; the session is good for another 59 min.',
      'warn',
    ]);
  });

  it('says that it ended with a session that was over', () => {
    const [said, tone] = headline(`token A v2 sari life 3600
+0 login sari → A R1
+61:00 poll j1 with A → 401 INVALID_TOKEN`);
    expect(said).toMatch(
      /^One of 2 requests was refused: .+: The session of .+ ended 1 min ago: requests are refused\.$/,
    );
    expect(tone).toBe('bad');
  });
});
