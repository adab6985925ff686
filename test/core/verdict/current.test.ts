import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../src/core/recording/observation.ts';
import { currentCredential } from '../../../src/core/verdict/current.ts';
import { call, ending, NOON_S, read, stored } from '../findings/story.ts';

const old = ending(3000);
const fresh = ending(3500);
const KEY = 'futureguide_access_token';

/** Which token counts, where it was seen, and when (s since noon). */
function current(...observations: Observation[]) {
  const found = currentCredential(read(...observations).recording);
  return found && [found.token, found.seenIn, found.seenAt / 1000 - NOON_S];
}

describe('the credential that counts', () => {
  it('was last sent when it was, however often storage is looked at after that', () => {
    const sent = [call(1, old), call(2, old), stored(5, { [KEY]: old })];
    expect(current(...sent)).toEqual([old, 'request', 2]);
    expect(current(stored(0, {}), ...sent)).toEqual([old, 'request', 2]);
  });

  it('is the one that storage was given since, which was not sent yet', () => {
    expect(current(call(1, old), stored(5, { [KEY]: fresh }))).toEqual([fresh, 'storage', 5]);
  });

  it('was sent before, where storage has an older one again', () => {
    const story = [call(1, old), call(3, fresh), stored(4, { [KEY]: fresh })];
    expect(current(...story, stored(5, { [KEY]: old }))).toEqual([old, 'request', 1]);
  });
});
