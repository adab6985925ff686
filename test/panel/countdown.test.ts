import { describe, expect, it } from 'vitest';
import { countdownState } from '../../panel/credential/Countdown.tsx';
import type { Lifetime } from '../../panel/parts/lifetime.ts';

const left = (secondsLeft: number, state: Lifetime['state']): Lifetime => ({
  issuedAt: 0,
  expiresAt: 3_600_000,
  secondsLeft,
  state,
});
const GOOD = left(3_000, 'valid');
const OVER = left(-5, 'expired');

describe('the mark beside the countdown', () => {
  it('is that of the token’s life where the token is in use', () => {
    expect(countdownState(GOOD, false, null)).toBe('valid');
    expect(countdownState(GOOD, true, null)).toBe('at-edge');
    expect(countdownState(OVER, false, null)).toBe('expired');
  });

  it('is never that of a good token where the token is refused, signed out, only last known, the last or a file’s', () => {
    for (const why of ['refused', 'signed-out', 'last-known', 'last', 'file'] as const) {
      expect(countdownState(GOOD, true, why)).toBe(why);
    }
  });

  it('keeps to the refusal where the clock cannot tell whether it has expired', () => {
    expect(countdownState(OVER, true, 'refused')).toBe('refused');
    expect(countdownState(OVER, true, 'signed-out')).toBe('at-edge');
  });

  it('says that a token has expired in any case', () => {
    expect(countdownState(OVER, false, 'refused')).toBe('expired');
    expect(countdownState(OVER, false, 'last-known')).toBe('expired');
  });
});
