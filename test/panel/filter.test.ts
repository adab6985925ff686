import { describe, expect, it } from 'vitest';
import { applyFilter } from '../../panel/filter/filter.ts';
import { analyse } from '../../src/core/analysis.ts';
import { fingerprint } from '../../src/core/fingerprint.ts';
import { readLog } from '../../src/core/log.ts';
import { Recording } from '../../src/core/recording.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { har, NOON_MS, REFUSED } from '../core/legs.ts';
import { v2Token } from '../core/tokens.ts';

const NOON_S = NOON_MS / 1000;
const OLD = v2Token(NOON_S - 3612);
const API = 'https://api.futureguide.id';
const recording = new Recording(futureGuide);
recording.add(har({ at: 0, url: `${API}/api/auth/profile`, status: 200 }));
recording.add(har({ at: 10, method: 'POST', url: `${API}/api/assessment/submit`, status: 202 }));
recording.add(har({ at: 20, authorization: `Bearer ${OLD}`, status: 401, body: REFUSED }));
recording.add({
  kind: 'document',
  id: 'd1',
  at: NOON_MS + 30,
  url: 'https://futureguide.id/auth',
  from: 'load',
});
const entries = readLog(analyse(recording));

function shown(text: string, flaggedOnly = false): string[] {
  return applyFilter(entries, { text, flaggedOnly }).map((entry) =>
    entry.kind === 'request' ? `${entry.request.method} ${entry.request.status}` : entry.kind,
  );
}

describe('the filter', () => {
  it('lets everything through while it is empty', () => {
    expect(applyFilter(entries, { text: ' ', flaggedOnly: false })).toBe(entries);
  });

  it.each([
    ['profile', ['GET 200']],
    ['POST', ['POST 202']],
    ['401', ['GET 401']],
    ['sent-expired', ['GET 401']],
    ['certain', []],
    ['expired likely', ['GET 401']],
    ['invalid_token', ['GET 401']],
    [fingerprint(OLD), ['GET 401']],
    ['/api -profile', ['POST 202', 'GET 401']],
    ['get /api -401', ['GET 200']],
    ['/auth -api', ['marker']],
    ['nothing-like-it', []],
  ])('%s', (text, expected) => expect(shown(text)).toEqual(expected));

  it('shows what is flagged, and the sign-out that it led to', () => {
    expect(shown('', true)).toEqual(['GET 401', 'marker']);
  });
});
