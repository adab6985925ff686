import { describe, expect, it } from 'vitest';
import { certaintyOf } from '../../../src/core/findings/certainty.ts';
import type { FindingCode } from '../../../src/core/language/stable-words.ts';
import type { HarLeg, Observation } from '../../../src/core/recording/observation.ts';
import { BUDI, call, codes, ending, finding, logout, refresh } from './story.ts';

const good = ending(3000);
const REFUSED = { refused: true };

/** With the time of the server's clock in its answer. */
function dated(leg: HarLeg): HarLeg {
  const date = new Date(leg.endedAt ?? 0).toUTCString();
  return { ...leg, responseHeaders: [{ name: 'date', value: date }] };
}

const sure = (code: FindingCode, ...story: Observation[]) => certaintyOf(finding(code, ...story));

describe('how sure a finding is', () => {
  const late = [0, 10, 20, 30].map((at) => call(at, ending(-12)));

  it('is certain of an expiry that the whole of the service’s clock proves, else only likely', () => {
    expect(sure('expired-token-sent', ...late.map(dated))).toBe('certain');
    expect(sure('expired-token-sent', ...late)).toBe('likely');
  });

  it('takes the word of a service that says so', () => {
    const error = { code: 'TOKEN_EXPIRED', message: 'Token has expired' };
    const body = JSON.stringify({ success: false, error });
    const refused = call(0, ending(-12), undefined, { status: 401, body });
    expect(sure('expired-token-sent', refused)).toBe('certain');
  });

  it('is as sure of an outage as the refusals that show it', () => {
    const paths = ['/api/auth/profile', '/api/archive/jobs', '/api/chatbot/conversations'];
    const before = paths.map((path, k) => call(k, good, path));
    const outage = paths.map((path, k) => call(60 + k, good, path, REFUSED));
    expect(sure('verifier-down', ...before, ...outage)).toBe('possible');
    expect(sure('verifier-down', ...before, ...outage, call(90, good))).toBe('likely');
  });

  it('is not certain that a discarded token was good, which only its dates say', () => {
    const leaving = [0, 5, 10].map((at) => logout(at, good, { status: 500 }));
    expect(sure('valid-token-discarded', ...leaving)).toBe('likely');
  });

  it('is certain of what was simply seen', () => {
    expect(sure('refresh-too-often', refresh(0), refresh(20))).toBe('certain');
  });
});

describe('valid-token-discarded', () => {
  const his = ending(3000, BUDI);

  it('counts what one user’s session gave up, not what two did at the same time', () => {
    const both = [logout(0, good), logout(5, his), logout(10, good), logout(15, his)];
    expect(codes(...both)).not.toContain('valid-token-discarded');
    const found = finding('valid-token-discarded', ...both, logout(20, good));
    expect(found.title).toContain('3 times in a row');
    expect(found.requests).toEqual(['r1', 'r3', 'r5']);
  });
});
