import { describe, expect, it } from 'vitest';
import { lifeNotes } from '../../panel/detail/life-notes.ts';
import { tokenNotes } from '../../panel/detail/token-notes.ts';
import { barShares, lifetimeOf } from '../../panel/parts/lifetime.ts';
import { decodeToken } from '../../src/core/token/jwt.ts';
import { jwt } from '../core/token/tokens.ts';

const NOW_S = 1_790_000_000;
const NOW_MS = NOW_S * 1000;

describe('what is odd about a token’s dates', () => {
  it.each<[Record<string, unknown>, RegExp[]]>([
    [{ iat: NOW_S, exp: NOW_S + 3600 }, []],
    [{ exp: NOW_MS + 3_600_000 }, [/milliseconds/]],
    [{ exp: NOW_S + 0.5 }, [/fraction/]],
    [{ exp: 1e30 }, [/outside every calendar/]],
    [{ exp: NOW_S + 20 * 365 * 86_400 }, [/ten years/]],
    [{ exp: 'soon' }, [/not a number/]],
    [{}, [/no claim/]],
    [{ iat: NOW_S + 600, exp: NOW_S + 3600 }, [/in the future/]],
  ])('%j', (claims, notes) => {
    const said = tokenNotes(claims, NOW_MS);
    expect(said).toHaveLength(notes.length);
    for (const [index, note] of notes.entries()) expect(said[index]).toMatch(note);
  });
});

it('says that a whole life is no longer than what counts as its end', () => {
  const notes = (seconds: number) => lifeNotes({ iat: NOW_S, exp: NOW_S + seconds }, 300);
  expect(notes(300)).toEqual([expect.stringMatching(/^It lives only 5 min/)]);
  expect(notes(301)).toEqual([]);
  expect(lifeNotes({ exp: NOW_S }, 300)).toEqual([]);
});

describe('the life of a token', () => {
  const life = (claims: Record<string, unknown>) =>
    lifetimeOf(decodeToken(jwt(claims)), NOW_MS, 300);

  it('runs from issue to expiry', () => {
    const lifetime = life({ iat: NOW_S - 900, exp: NOW_S + 2700 });
    expect(lifetime).toMatchObject({ secondsLeft: 2700, state: 'valid' });
    expect(lifetime && barShares(lifetime, NOW_MS, 300)).toEqual({ elapsed: 0.25, late: 1 / 12 });
  });

  it('is drawn by its own length, and is late all along where it was short from the beginning', () => {
    const lifetime = life({ iat: NOW_S - 50, exp: NOW_S + 150 });
    const shares = lifetime && barShares(lifetime, NOW_MS, 300);
    expect(shares).toEqual({ elapsed: 0.25, late: 1 });
  });

  it('is over at exp, and says so at once', () => {
    expect(life({ exp: NOW_S })).toMatchObject({ secondsLeft: -1, state: 'expired' });
    expect(life({ exp: NOW_S + 299 })).toMatchObject({ state: 'expiring' });
    expect(life({ nbf: NOW_S + 5, exp: NOW_S + 600 })).toMatchObject({ state: 'not-yet-valid' });
  });

  it('cannot be told without a date that a calendar can hold', () => {
    expect(life({})).toBeNull();
    expect(life({ exp: 1e30 })).toBeNull();
    expect(lifetimeOf(decodeToken('opaque'), NOW_MS, 300)).toBeNull();
  });
});
