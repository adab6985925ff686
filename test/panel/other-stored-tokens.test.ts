import { describe, expect, it } from 'vitest';
import { otherStoredTokens } from '../../panel/credential/other-stored-tokens.ts';
import { readStorage } from '../../src/core/service/token-storage.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { v2Token } from '../core/token/tokens.ts';

const SENT = v2Token(1_000);
const OTHER = v2Token(2_000);
const OLD = v2Token(0);

function others(entries: Record<string, string>, cookies: Record<string, string> = {}) {
  const reading = readStorage(futureGuide.storage, { entries, cookies });
  return otherStoredTokens(futureGuide, reading, SENT);
}

describe('what storage holds beside the token that is sent', () => {
  it('is nothing while all copies are that token', () => {
    expect(others({ futureguide_access_token: SENT, token: SENT })).toEqual([]);
  });

  it('names the one that the app will send next', () => {
    expect(others({ futureguide_access_token: OTHER })).toEqual([
      {
        token: OTHER,
        places: ['localStorage.futureguide_access_token'],
        expiresAt: 5_600_000,
        isActive: true,
        isLeftover: false,
        isQuoted: false,
      },
    ]);
  });

  it('puts equal ones together and knows the leftovers of older builds', () => {
    const entries = { futureguide_access_token: SENT, authV2_idToken: OLD, token: `"${OLD}"` };
    expect(others(entries, { token: OLD })).toEqual([
      expect.objectContaining({
        places: ['localStorage.authV2_idToken', 'localStorage.token', 'cookie.token'],
        isActive: false,
        isLeftover: true,
        isQuoted: true,
      }),
    ]);
  });

  it('does not take a copy that the build reads for a leftover', () => {
    const [copy] = others({
      futureguide_access_token: SENT,
      futureguide_user_data: JSON.stringify({ idToken: OLD }),
    });
    expect(copy).toMatchObject({
      places: ['localStorage.futureguide_user_data.idToken'],
      isLeftover: false,
    });
  });
});
