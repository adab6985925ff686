import { describe, expect, it } from 'vitest';
import { isRefreshAdvised } from '../../panel/credential/refresh-readiness.ts';
import type { Observation } from '../../src/core/recording/observation.ts';
import { currentCredential, currentStorage } from '../../src/core/verdict/current.ts';
import { call, ending, logout, read, refresh, stored } from '../core/findings/story.ts';
import { NOON_MS } from '../core/recording/legs.ts';

/** Asked 20 s after noon, by a server's clock that is so many s ahead. */
function isAdvisedAt(serverAheadS: number, ...story: Observation[]): boolean {
  const analysis = read(...story);
  const { recording } = analysis;
  const current = currentCredential(recording);
  return isRefreshAdvised(
    { current, storage: currentStorage(recording), analysis },
    NOON_MS + (20 + serverAheadS) * 1000,
    300,
  );
}

const isAdvised = (...story: Observation[]) => isAdvisedAt(0, ...story);

const refused = { refused: true };
const soon = ending(200);
const late = ending(5);

describe('a refresh', () => {
  it('is advised when the token runs out or has expired', () => {
    expect(isAdvised(call(0, soon))).toBe(true);
    expect(isAdvised(call(0, late), call(10, late, undefined, refused))).toBe(true);
    expect(isAdvised(refresh(-100, { to: soon }), call(0, soon))).toBe(true);
  });

  it('is not where the clocks differ: that is what is to be mended', () => {
    const token = ending(30);
    const answered = (at: number, more = {}) => {
      const leg = call(at, token, undefined, more);
      const date = new Date((leg.endedAt ?? 0) + 40_000).toUTCString();
      return { ...leg, responseHeaders: [{ name: 'date', value: date }] };
    };
    const story = [...[0, 2, 4, 6].map((at) => answered(at)), answered(15, refused)];
    expect(isAdvisedAt(40, ...story)).toBe(false);
  });

  it('is not while the token is good, or was refused for another reason', () => {
    expect(isAdvised(call(0, ending(3000)))).toBe(false);
    expect(isAdvised(call(0, soon), call(10, soon, undefined, refused))).toBe(false);
  });

  it('is not once the user has to sign in again, or the service is at fault', () => {
    expect(isAdvised(call(0, late), refresh(10, { status: 401 }))).toBe(false);
    expect(isAdvised(call(0, late), refresh(10, { status: 503 }))).toBe(false);
    expect(isAdvised(call(0, late), refresh(10, { status: 429 }))).toBe(false);
    const held = stored(0, { futureguide_access_token: soon });
    expect(isAdvised(held, logout(5, soon), stored(10, {}))).toBe(false);
  });
});
