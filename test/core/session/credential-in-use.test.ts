import { expect, it } from 'vitest';
import type { Observation } from '../../../src/core/recording/observation.ts';
import { credentialInUse } from '../../../src/core/session/whose-session.ts';
import { BUDI, call, ending, login, NOON_S, read, refresh, stored } from '../findings/story.ts';

const old = ending(3000);
const fresh = ending(3500);
const KEY = 'futureguide_access_token';
const refused = { refused: true };

/** Which token the header stands for, and when it was last seen (s since noon). */
function inUse(...story: Observation[]) {
  const found = credentialInUse(read(...story));
  return found && [found.token, found.seenIn, found.seenAt / 1000 - NOON_S];
}

const refreshed = [
  login(0, old),
  stored(1, { [KEY]: old }),
  call(2, old),
  refresh(3, { to: fresh }),
  stored(4, { [KEY]: fresh }),
];

it('is the newer token that storage holds where the one that it replaced was sent once more and refused', () => {
  expect(inUse(...refreshed, call(5, fresh), call(6, old, undefined, refused))).toEqual([
    fresh,
    'request',
    5,
  ]);
  expect(inUse(...refreshed, call(6, old, undefined, refused))).toEqual([fresh, 'storage', 4]);
});

it('is the old one where the service took it, where storage holds it again, and where another’s was refused', () => {
  expect(inUse(...refreshed, call(5, fresh), call(6, old))).toEqual([old, 'request', 6]);
  const back = [...refreshed, stored(5, { [KEY]: old }), call(6, old, undefined, refused)];
  expect(inUse(...back)).toEqual([old, 'request', 6]);
  const foreign = ending(3200, BUDI);
  expect(inUse(...refreshed, call(6, foreign, undefined, refused))).toEqual([
    foreign,
    'request',
    6,
  ]);
});
