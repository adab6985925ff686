import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/core/faults/fault.ts';
import { faultObservation } from '../../../src/core/faults/observed.ts';
import {
  beginRun,
  type RecipeId,
  type RecipeRun,
} from '../../../src/core/faults/recipes/recipe.ts';
import { RECIPES } from '../../../src/core/faults/recipes/recipes.ts';
import type { FaultObservation, Observation } from '../../../src/core/recording/observation.ts';
import { Recording } from '../../../src/core/recording/recording.ts';
import { analyse } from '../../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { BUDI, call, ending, login, NOON_S, refresh, stored } from '../findings/story.ts';
import { POLL } from '../recording/legs.ts';

const TOKEN = ending(3_000);
const NEW = ending(6_000);
const FORGED = `${TOKEN}x`;
const at = (seconds: number) => (NOON_S + seconds) * 1000;

const submit = (time: number) => call(time, TOKEN, '/api/assessment/submit', { method: 'POST' });
const expired = (from: number): FaultObservation =>
  faultObservation(
    { id: 'f1', fault: { name: 'expire-now' }, since: at(from) },
    FORGED,
    futureGuide,
  );
const failing = (from: number): FaultObservation =>
  faultObservation(
    { id: 'f2', fault: { name: 'fail-refresh', status: 500 }, since: at(from) },
    null,
    futureGuide,
  );

interface Told {
  run: RecipeRun;
  switched: Fault[];
}

/** Runs a recipe from noon on, looking at each of these seconds; what has begun by then is seen. */
function play(id: RecipeId, looks: readonly number[], ...story: Observation[]): Told {
  let run = beginRun(RECIPES[id], at(0));
  const switched: Fault[] = [];
  for (const look of looks) {
    const recording = new Recording(futureGuide);
    for (const seen of story) {
      const time = seen.kind === 'fault' ? seen.from : 'at' in seen ? seen.at : seen.startedAt;
      if ((time ?? 0) <= at(look)) recording.add(seen);
    }
    if (run.result !== null) break;
    const move = RECIPES[id].advance(run, analyse(recording), at(look));
    run = move.run;
    switched.push(...move.switchOn);
  }
  return { run, switched };
}

const facts = ({ run }: Told) => run.evidence.map(({ fact }) => fact);

describe('the incident', () => {
  const begun = [submit(1), call(11, TOKEN, POLL), expired(12.5)];

  it('lets the token expire once a poll has passed, and not before', () => {
    expect(play('incident', [5, 8], ...begun).switched).toEqual([]);
    const told = play('incident', [5, 8, 12], ...begun);
    expect(told.switched).toEqual([{ name: 'expire-now' }]);
    expect(told.run.step).toBe('watch-polls');
  });

  it('is reproduced by a poll that is refused with the expired token', () => {
    const told = play('incident', [5, 12, 25], ...begun, call(21, FORGED, POLL, { refused: true }));
    expect(told.run.result).toBe('reproduced');
    expect(facts(told)).toEqual(['submitted', 'polled', 'expired-refused']);
  });

  it('is handled by a refresh before the next use', () => {
    const story = [...begun, refresh(20, { to: NEW }), call(21, NEW, POLL)];
    const told = play('incident', [5, 12, 20.5, 25], ...story);
    expect(told.run.result).toBe('handled');
    expect(facts(told)).toEqual(['submitted', 'polled', 'refreshed', 'sent-with-new-token']);
  });

  it('is not reproduced where nothing is sent any more', () => {
    expect(facts(play('incident', [5, 12, 100, 140], ...begun)).at(-1)).toBe('nothing-sent');
  });

  it('waits for a submit, but not for ever', () => {
    expect(play('incident', [599]).run.result).toBeNull();
    expect(play('incident', [601]).run.result).toBe('not-reproduced');
  });
});

describe('the broken refresh', () => {
  const begun = [
    stored(-1, { futureguide_access_token: TOKEN }),
    failing(0.1),
    expired(0.2),
    refresh(5, { status: 500 }),
  ];

  it('is reproduced by an app that sends the expired token all the same', () => {
    const story = [...begun, call(6, FORGED, POLL, { refused: true })];
    const told = play('refresh-broken', [0, 8], ...story);
    expect(told.switched.map(({ name }) => name)).toEqual(['fail-refresh', 'expire-now']);
    expect(told.run.result).toBe('reproduced');
  });

  it('is reproduced by an app that throws its tokens away', () => {
    const told = play('refresh-broken', [0, 8], ...begun, stored(6, {}));
    expect(facts(told).slice(-2)).toEqual(['refresh-failed', 'signed-out']);
  });

  it('is handled by an app that keeps them and sends nothing', () => {
    expect(play('refresh-broken', [0, 8], ...begun).run.result).toBeNull();
    expect(play('refresh-broken', [0, 8, 21], ...begun).run.result).toBe('handled');
  });
});

describe('the user switch', () => {
  const BUDIS = ending(3_500, BUDI);
  const begun = [login(-5, TOKEN), login(3, BUDIS)];

  it('is reproduced by a request of the user before', () => {
    const story = [...begun, call(6, BUDIS), call(7, TOKEN)];
    const told = play('user-switch', [1, 5, 8], ...story);
    expect(told.run.result).toBe('reproduced');
    expect(facts(told)).toEqual(['other-user-signed-in', 'old-user-sent']);
    expect(told.switched).toEqual([]);
  });

  it('is handled once the user before has been silent for a minute', () => {
    const told = play('user-switch', [1, 5, 30, 66], ...begun, call(6, BUDIS), call(50, BUDIS));
    expect(told.run.result).toBe('handled');
  });
});
