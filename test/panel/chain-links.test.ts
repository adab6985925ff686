import { describe, expect, it } from 'vitest';
import { readChainLinks } from '../../panel/detail/chain-links.ts';
import { lifeWords, originWords, useWords } from '../../panel/words/chain-sentences.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { har, NOON_MS } from '../core/recording/legs.ts';
import { v2Token } from '../core/token/tokens.ts';

const NOON_S = NOON_MS / 1000;
const FIRST = v2Token(NOON_S);
const SECOND = v2Token(NOON_S + 3000);
const API = 'https://api.futureguide.id';
const REFRESH = { method: 'POST', url: `${API}/api/auth/v2/refresh` };

function issued(token: string): string {
  return JSON.stringify({ success: true, data: { idToken: token, refreshToken: 'AMf-made-up' } });
}

function links(refreshAt: number, byDebugger = false) {
  const recording = new Recording(futureGuide);
  recording.add(har({ method: 'POST', url: `${API}/api/auth/v2/login`, body: issued(FIRST) }));
  for (const at of [1_000, 11_000]) recording.add(har({ at, authorization: `Bearer ${FIRST}` }));
  recording.add(har({ ...REFRESH, at: refreshAt, body: issued(SECOND) }));
  if (byDebugger)
    recording.add({
      kind: 'act',
      act: 'refresh',
      id: 'a1',
      ...REFRESH,
      startedAt: NOON_MS + refreshAt,
    });
  recording.add(har({ at: refreshAt + 1_000, authorization: `Bearer ${SECOND}` }));
  const { chains } = analyse(recording);
  const record = chains.credentials.byToken.get(SECOND);
  if (!record) throw new Error('the token was seen');
  const [first, second, ...more] = readChainLinks(chains, record);
  if (!first || !second) throw new Error('two tokens, one chain');
  return { first, second, more };
}

describe('the chain of a token', () => {
  it('goes from the sign-in to the token in force', () => {
    const { first, second, more } = links(3_000_000);
    expect(more).toEqual([]);
    expect([first, second].map(originWords)).toEqual(['Signed in', 'Refreshed by the app']);
    expect([first.uses, second.uses]).toEqual([2, 1]);
    const now = NOON_MS + 3_060_000;
    expect(lifeWords(first, now)).toMatch(/^replaced \d\d:\d\d:00 after 50 min$/);
    expect(lifeWords(second, now)).toBe('in force, 59 min left');
    expect(useWords(first, now)).toMatch(/^sent 2 times, last \d\d:\d\d:11$/);
    expect(useWords(second, now)).toMatch(/^sent once \d\d:\d\d:01$/);
  });

  it('says what was late, and who asked', () => {
    const { first, second } = links(3_660_000, true);
    expect(originWords(second)).toBe('Refreshed by this debugger');
    expect(lifeWords(first, NOON_MS + 3_700_000)).toMatch(
      /after 1 h 1 min, 1 min after it expired$/,
    );
    expect(lifeWords(second, NOON_MS + 10_000_000)).toMatch(/^expired .+ ago, not replaced$/);
  });
});
