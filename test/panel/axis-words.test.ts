import { expect, it, vi } from 'vitest';
import { tickText, zoneText } from '../../panel/timeline/axis-words.ts';
import { languageOf } from '../../src/core/language/words.ts';

const DAY = 86_400_000;
const OCTOBER_20 = Date.UTC(2026, 9, 20);
const english = languageOf('en', {}, 'UTC');
const indonesian = languageOf('id', {}, 'UTC');

it('names a day of the axis as its readers do', () => {
  expect(tickText(OCTOBER_20, DAY, english)).toBe('20 Oct');
  expect(tickText(OCTOBER_20, DAY, indonesian)).toBe('20 Okt');
});

it('tells a time of the axis only as exactly as its ticks need it', () => {
  expect(tickText(OCTOBER_20, 60_000, indonesian)).toBe('00:00');
  expect(tickText(OCTOBER_20, 1_000, english)).toBe('00:00:00');
  expect(tickText(OCTOBER_20, 100, english)).toBe('00:00:00.000');
});

it.each([
  ['Asia/Jakarta', 'GMT+7'],
  ['Asia/Kolkata', 'GMT+5:30'],
  ['America/St_Johns', 'GMT-2:30'],
  ['America/Los_Angeles', 'GMT-7'],
  ['Atlantic/Reykjavik', 'GMT'],
])('names the zone of the axis in %s', (timeZone, name) => {
  vi.stubEnv('TZ', timeZone);
  expect(zoneText(OCTOBER_20, false)).toBe(name);
  expect(zoneText(OCTOBER_20, true)).toBe('UTC');
  vi.unstubAllEnvs();
});
