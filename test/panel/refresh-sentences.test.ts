import { describe, expect, it } from 'vitest';
import { secondsSinceRecent, waitUntil } from '../../panel/credential/refresh-readiness.ts';
import { refreshSentence, refreshTone } from '../../panel/words/refresh-sentences.ts';
import type { RefreshOutcome } from '../../src/core/verdict/refresh-outcome.ts';

const AT = Date.UTC(2026, 9, 20, 5, 0, 0);
const after = { fingerprint: '1a2b3c4d', issuedAt: AT, expiresAt: null };
const REASONS = ['no-page', 'signed-out', 'auth-v1', 'admin', 'no-refresh-token'] as const;
const UNANSWERED = /^The refresh got no answer\. .* the refresh token may be spent\./;
const OUTCOMES: [RefreshOutcome, RegExp, string][] = [
  [
    { kind: 'refreshed', before: null, after, places: ['a', 'b'] },
    /^Force refresh.*2 places/,
    'good',
  ],
  [
    { kind: 'refused', message: null },
    /^Force refresh was refused\. Nothing was changed\.$/,
    'bad',
  ],
  [
    { kind: 'rate-limited', retryAfterSeconds: 42 },
    /^Wait 42 s, until [\d:]+42: .+ Nothing/,
    'warn',
  ],
  [{ kind: 'rate-limited', retryAfterSeconds: null }, /^Wait about a minute/, 'warn'],
  [{ kind: 'failed', reason: 'server-error', status: 503 }, /^Nothing was changed.*503/, 'bad'],
  [{ kind: 'failed', reason: 'timeout', status: null }, UNANSWERED, 'bad'],
  [{ kind: 'failed', reason: 'offline', status: null }, UNANSWERED, 'bad'],
  [{ kind: 'failed', reason: 'nonsense', status: 200 }, /^Nothing was changed.*200/, 'bad'],
  [{ kind: 'failed', reason: 'answer-lost', status: null }, /not known/, 'warn'],
  [
    { kind: 'failed', reason: 'page-silent', status: null },
    /not known.*page does not answer/,
    'warn',
  ],
  [{ kind: 'failed', reason: 'woke-late', status: null }, /^Nothing was changed/, 'bad'],
  [{ kind: 'not-written', reason: 'tokens-changed' }, /nothing was written: the app/, 'warn'],
  [{ kind: 'not-written', reason: 'user-changed' }, /nothing was written: another user/, 'warn'],
  [
    { kind: 'not-written', reason: 'user-unnamed' },
    /nothing was written: it is not known to be of the same/,
    'warn',
  ],
  [{ kind: 'not-written', reason: 'signed-out' }, /nothing was written: the user/, 'warn'],
  [
    { kind: 'not-written', reason: 'storage-full' },
    /nothing was written: the page’s storage is full.*sign in again\.$/,
    'warn',
  ],
  [{ kind: 'app-is-refreshing' }, /nothing was sent/, 'warn'],
  ...REASONS.map((reason): [RefreshOutcome, RegExp, string] => [
    { kind: 'unavailable', reason },
    /^[A-Z].+\.$/,
    'warn',
  ]),
];

describe('how a refresh ended', () => {
  it.each(OUTCOMES)('%j', (outcome, sentence, tone) => {
    expect(refreshSentence(outcome, AT)).toMatch(sentence);
    expect(refreshTone(outcome)).toBe(tone);
  });

  it('shows no token that the service may have echoed', () => {
    const message = `no such token eyJhbGciOiJSUzI1NiJ9.e30.c2ln`;
    expect(refreshSentence({ kind: 'refused', message }, AT)).not.toContain('eyJhbGci');
  });
});

describe('a second refresh within a minute', () => {
  const last = (outcome: RefreshOutcome) => ({ running: false, last: { outcome, at: AT } });

  it('is asked about, whatever came of the first', () => {
    expect(secondsSinceRecent(last({ kind: 'refused', message: null }), [], AT + 59_900)).toBe(59);
    expect(
      secondsSinceRecent(last({ kind: 'refused', message: null }), [], AT + 60_000),
    ).toBeNull();
  });

  it('is not, when the first was never sent', () => {
    expect(secondsSinceRecent(last({ kind: 'app-is-refreshing' }), [], AT + 1_000)).toBeNull();
    expect(secondsSinceRecent({ running: false, last: null }, [], AT)).toBeNull();
  });
});

describe('a refresh soon after one that was asked for elsewhere', () => {
  const never = { running: false, last: null };
  const recorded = (by: 'debugger' | 'app') => [{ by, startedAt: AT }];

  it('is asked about, though this panel began none', () => {
    expect(secondsSinceRecent(never, recorded('debugger'), AT + 20_000)).toBe(20);
    expect(secondsSinceRecent(never, recorded('debugger'), AT + 60_000)).toBeNull();
  });

  it('is not, when the app itself refreshed', () => {
    expect(secondsSinceRecent(never, recorded('app'), AT + 20_000)).toBeNull();
  });
});

describe('a refresh after too many', () => {
  const limited = (retryAfterSeconds: number | null) => {
    const outcome: RefreshOutcome = { kind: 'rate-limited', retryAfterSeconds };
    return { running: false, last: { outcome, at: AT } };
  };

  it('waits as long as the service asked for', () => {
    expect(waitUntil(limited(900))).toBe(AT + 900_000);
  });

  it('waits a minute where the service named no time, and not at all where it asked for none', () => {
    expect(waitUntil(limited(null))).toBe(AT + 60_000);
    const outcome: RefreshOutcome = { kind: 'refused', message: null };
    expect(waitUntil({ last: { outcome, at: AT } })).toBeNull();
  });
});
