import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countdownText, durationInWords, shortDuration } from '../../panel/words/durations.ts';
import { language } from '../../panel/words/language.ts';
import { relativeTime, utcTime } from '../../panel/words/times.ts';
import english from '../../public/_locales/en/messages.json' with { type: 'json' };
import indonesian from '../../public/_locales/id/messages.json' with { type: 'json' };
import { languageOf } from '../../src/core/language/words.ts';

const DAY = 86_400;

describe('the time left in a column', () => {
  it.each([
    [252, '4m 12s'],
    [3720, '1h 02m'],
    [3 * DAY + 4 * 3600, '3d 4h'],
    [12.9, '12s'],
    [0.4, '0s'],
    [0, '−1s'],
    [-0.2, '−1s'],
    [-12, '−12s'],
    [-3652, '−1h 00m'],
    [20 * 365.25 * DAY, '20y'],
  ])('%d s is %s', (seconds, text) => expect(shortDuration(seconds)).toBe(text));
});

describe('the time left in a column, in Indonesian', () => {
  beforeAll(() => {
    language.value = languageOf('id', indonesian);
  });
  afterAll(() => {
    language.value = languageOf('en', english);
  });

  it.each([
    [252, '4m 12s'],
    [-12, '−12s'],
    [3720, '1j 02m'],
    [3 * DAY + 4 * 3600, '3 hari 4 jam'],
  ])('%d s is %s', (seconds, text) => expect(shortDuration(seconds)).toBe(text));
});

describe('a span in a sentence', () => {
  it.each([
    [0, 'less than 1 s'],
    [0.3, 'less than 1 s'],
    [-12.7, '12 s'],
    [60, '1 min'],
    [252, '4 min 12 s'],
    [3720, '1 h 2 min'],
    [DAY, '1 day'],
    [3 * DAY + 4 * 3600, '3 days 4 h'],
    [9_000 * 365.25 * DAY, '9,000 years'],
  ])('%d s is %s', (seconds, text) => expect(durationInWords(seconds)).toBe(text));
});

describe('the countdown', () => {
  it.each([
    [2832, '47:12'],
    [3731, '1:02:11'],
    [2 * DAY + 11_460, '2 d 03:11:00'],
    [0, '0:00'],
    [-12, '−0:12'],
    [-3731, '−1:02:11'],
  ])('%d s is %s', (seconds, text) => expect(countdownText(seconds)).toBe(text));
});

it.each([10.2, 10.9, 59.99])(
  'an age of %d s is said alike in headline, evidence and list',
  (age) => {
    const said = durationInWords(-age);
    expect(language.value.format(-age, 'span')).toBe(said);
    expect(shortDuration(-age)).toBe(`−${said.replace(' ', '')}`);
  },
);

describe('times', () => {
  it('says how far away they are', () => {
    expect(relativeTime(10_000, 13_000)).toBe('3\u00a0s ago');
    expect(relativeTime(262_000, 10_000)).toBe('in 4\u00a0min 12\u00a0s');
    expect(relativeTime(10_000, 10_400)).toBe('just now');
  });

  it('survives a date outside every calendar', () => {
    expect(utcTime(9e15)).toBe('unreadable date');
    expect(utcTime(Number.NaN)).toBe('unreadable date');
  });
});
