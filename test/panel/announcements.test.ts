import { expect, it } from 'vitest';
import { announcement } from '../../panel/credential/announcements.ts';

/** What is spoken while the clock shows these seconds left, one after the other. */
function spoken(...secondsLeft: number[]): string[] {
  return secondsLeft
    .slice(1)
    .map((now, index) => announcement(secondsLeft[index] ?? now, now))
    .filter((words) => words !== null);
}

const everySecond = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => from - index);

it('speaks at five minutes, one minute and expiry, and at no other second', () => {
  expect(spoken(...everySecond(3_600, -120))).toEqual([
    'credential_spoken_five_minutes',
    'credential_spoken_minute',
    'credential_spoken_expired',
  ]);
});

it('says only the last after a sleep that passed several', () => {
  expect(spoken(400, 30)).toEqual(['credential_spoken_minute']);
  expect(spoken(400, -20)).toEqual(['credential_spoken_expired']);
});

it('is silent about a token that is looked at late, and where the clock is set back', () => {
  expect(spoken(299, 298)).toEqual([]);
  expect(spoken(-5, -6)).toEqual([]);
  expect(spoken(50, 400)).toEqual([]);
});
