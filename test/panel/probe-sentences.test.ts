import { describe, expect, it } from 'vitest';
import { probeSentence, probeTone } from '../../panel/words/probe-sentences.ts';
import type { ProbeOutcome } from '../../src/core/session/probe-outcome.ts';

const refusal = (message: string | null): ProbeOutcome => ({
  kind: 'refused',
  status: 401,
  message,
});
const failure = (
  reason: Extract<ProbeOutcome, { kind: 'failed' }>['reason'],
  status: number | null = null,
): ProbeOutcome => ({ kind: 'failed', reason, status });
const WAS_REFUSED = { wasRefused: true, isOutOfTime: false };
const WAS_FINE = { wasRefused: false, isOutOfTime: false };
const OVER = { wasRefused: true, isOutOfTime: true };

describe('what “Test this token” teaches', () => {
  it.each<[ProbeOutcome, typeof WAS_FINE, RegExp]>([
    [
      { kind: 'accepted', status: 200 },
      WAS_REFUSED,
      /^Accepted now: .*route or the service .*not the token\.$/,
    ],
    [{ kind: 'accepted', status: 200 }, WAS_FINE, /^Accepted now: the service takes this token\.$/],
    [{ kind: 'accepted', status: 200 }, OVER, /although it is past its time.*caches/],
    [
      refusal(null),
      WAS_REFUSED,
      /^Refused now, on another route too: the token itself is the reason, unless/,
    ],
    [
      refusal('Invalid or expired token'),
      WAS_FINE,
      /^Refused now \(“Invalid or expired token”\): the token/,
    ],
    [refusal(null), OVER, /says nothing about how it was before\.$/],
    [
      failure('not-checked', 401),
      WAS_REFUSED,
      /^Nothing learned: .*could not check the token \(401\)\.$/,
    ],
    [failure('too-many-requests', 429), WAS_FINE, /^Nothing learned: .*\(429\)\.$/],
    [failure('server-error', 503), WAS_FINE, /^Nothing learned: .*\(503\)\.$/],
    [failure('undecided', 418), WAS_FINE, /^Nothing learned: /],
    [failure('timeout'), WAS_FINE, /^Nothing learned: no answer came within 15 s\.$/],
    [failure('offline'), WAS_FINE, /^Nothing learned: /],
    [failure('answer-lost'), WAS_FINE, /^Nothing learned: /],
    [failure('page-silent'), WAS_FINE, /^Nothing learned: the page does not answer\.$/],
    [failure('woke-late'), WAS_FINE, /^Nothing learned: .*nothing was sent/],
    [{ kind: 'unavailable', reason: 'no-page' }, WAS_FINE, /^Not asked: .*Reload/],
    [{ kind: 'unavailable', reason: 'not-sendable' }, WAS_FINE, /^Not asked: /],
  ])('%j %j', (outcome, probed, sentence) => {
    expect(probeSentence(outcome, probed)).toMatch(sentence);
  });

  it('has a colour only where something was learned', () => {
    expect(probeTone({ kind: 'accepted', status: 200 })).toBe('good');
    expect(probeTone(refusal(null))).toBe('bad');
    expect(probeTone(failure('offline'))).toBe('warn');
  });

  it('shows no token that the service may have echoed', () => {
    const echoed = refusal('bad token eyJhbGciOiJSUzI1NiJ9.e30.c2ln');
    expect(probeSentence(echoed, WAS_FINE)).not.toContain('eyJhbGci');
  });
});
