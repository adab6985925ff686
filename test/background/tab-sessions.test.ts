import { expect, it } from 'vitest';
import type { BacklogRow } from '../../src/background/tab-rows.ts';
import { TabSessions } from '../../src/background/tab-sessions.ts';
import type { Observation } from '../../src/core/recording/observation.ts';
import { readSessionFacts } from '../../src/core/session/facts.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { call, ending, login, stored } from '../core/findings/story.ts';
import { record } from '../scenarios/judge.ts';

const TAB = 7;

function world() {
  const rows: BacklogRow[] = [];
  const sessions = new TabSessions({ after: () => rows }, () => futureGuide);
  const happens = (observation: Observation) => {
    const seq = rows.length + 1;
    const row = { seq, since: seq, observation };
    rows.push(row);
    const isKnown = sessions.isKnown(TAB, row);
    sessions.add(TAB, row);
    return { isKnown };
  };
  const fresh = () => readSessionFacts(analyse(record(rows.map((row) => row.observation))));
  return { sessions, happens, fresh };
}

it('says of a tab as it grows what a first reading of all of it says', () => {
  const { sessions, happens, fresh } = world();
  const token = ending(3_000);
  for (const observation of [
    login(-600, token),
    stored(-599, { futureguide_access_token: token, futureguide_refresh_token: 'r1' }),
    call(-500, token),
    call(-400, token, undefined, { refused: true }),
    call(-300, token),
  ]) {
    happens(observation);
    expect(sessions.facts(TAB)).toEqual(fresh());
  }
});

it('knows storage that is told again as it was, and nothing else', () => {
  const { sessions, happens } = world();
  const held = { futureguide_access_token: ending(3_000) };
  expect(happens(stored(-600, held)).isKnown).toBe(false);
  sessions.facts(TAB);
  expect(happens(stored(-500, held)).isKnown).toBe(true);
  expect(happens(call(-450, held.futureguide_access_token)).isKnown).toBe(false);
  expect(happens(stored(-400, {})).isKnown).toBe(false);
});
