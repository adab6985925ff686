import { describe, expect, it } from 'vitest';
import { countdownSeconds } from '../../../src/core/token/countdown.ts';

describe('the countdown', () => {
  it.each([
    [59.9, 59],
    [0.4, 0],
    [0, -1],
    [-0.2, -1],
    [-1.5, -1],
    [-12.3, -12],
  ])('%d s left reads %d', (left, shown) => {
    expect(countdownSeconds(left)).toBe(shown);
  });
});
