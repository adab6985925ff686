import { describe, expect, it, onTestFinished, vi } from 'vitest';
import indonesian from '../../../public/_locales/id/messages.json' with { type: 'json' };
import { englishUtc } from '../../../src/core/language/english.ts';
import { said, sentences } from '../../../src/core/language/language.ts';
import { languageOf } from '../../../src/core/language/words.ts';

const NOON = Date.UTC(2026, 9, 20, 5, 0, 12, 345);
const indonesianUtc = languageOf('id', indonesian, 'UTC');
const jakarta = languageOf('id', indonesian, 'Asia/Jakarta');

describe('a stretch of time, to the tenth of a second where it is short', () => {
  it.each([
    [0.4, '0.4 s', '0,4 detik'],
    [-12.3, '12 s', '12 detik'],
    [119, '1 min 59 s', '1 menit 59 detik'],
    [3_660, '1 h 1 min', '1 jam 1 menit'],
    [9_000, '2 h 30 min', '2 jam 30 menit'],
    [3 * 86_400, '3 days', '3 hari'],
  ])('%d s', (seconds, english, other) => {
    expect(englishUtc.format(seconds, 'span')).toBe(english);
    expect(indonesianUtc.format(seconds, 'span')).toBe(other);
  });
});

describe('a rate', () => {
  it.each([
    [0.231, '23.1%', '23,1%'],
    [0.0833, '8.33%', '8,33%'],
    [0.001, '0.1%', '0,1%'],
  ])('%d', (rate, english, other) => {
    expect(englishUtc.format(rate, 'percent')).toBe(english);
    expect(indonesianUtc.format(rate, 'percent')).toBe(other);
  });
});

describe('a number', () => {
  it.each([
    [7, '7', '7'],
    [-999, '-999', '-999'],
    [1_000, '1,000', '1.000'],
    [-12_345, '-12,345', '-12.345'],
    [0.5, '0.5', '0,5'],
  ])('%d', (value, english, other) => {
    expect(englishUtc.format(value, 'plain')).toBe(english);
    expect(indonesianUtc.format(value, 'plain')).toBe(other);
  });
});

describe('an instant', () => {
  it('is told in the zone of the reader, which is named where it is UTC', () => {
    expect(englishUtc.format(NOON, 'clock')).toBe('05:00:12 UTC');
    expect(jakarta.format(NOON, 'clock')).toBe('12:00:12');
    expect(jakarta.format('2026-10-20T05:00:12.345Z', 'precise')).toBe('12:00:12.345');
  });

  it('has the date as the language writes it', () => {
    expect(englishUtc.format(NOON, 'date')).toBe('20 Oct 2026, 05:00:12 UTC');
    expect(jakarta.format(NOON, 'date')).toBe('20 Okt 2026, 12:00:12');
  });

  it.each(['Asia/Jakarta', 'Asia/Kolkata', 'America/New_York'])(
    'is told alike where the computer stands in %s and where that zone is chosen',
    (zone) => {
      vi.stubEnv('TZ', zone);
      onTestFinished(() => void vi.unstubAllEnvs());
      const here = languageOf('id', indonesian);
      const chosen = languageOf('id', indonesian, zone);
      const instants = [NOON, 0, -1, Date.UTC(2026, 2, 8, 7), Date.UTC(2026, 9, 20, 16, 59, 59)];
      for (const ms of instants)
        for (const format of ['minutes', 'clock'] as const)
          expect(here.format(ms, format)).toBe(chosen.format(ms, format));
    },
  );

  it('may be unknown or unreadable', () => {
    expect(englishUtc.format(null, 'clock')).toBe('an unknown time');
    expect(englishUtc.format('someday', 'clock')).toBe('unreadable date');
    expect(indonesianUtc.format(9e15, 'date')).toBe('tanggal tidak terbaca');
  });
});

describe('several things', () => {
  it('are listed once each, and no more of them than one reads', () => {
    expect(englishUtc.format(['a', 'b', 'a'], 'plain')).toBe('a and b');
    expect(englishUtc.format(['a', 'b', 'c', 'd', 'e'], 'plain')).toBe('a, b, c and 2 more');
    expect(indonesianUtc.format(['a', 'b', 'c', 'd', 'e'], 'plain')).toBe('a, b, c, dan 2 lainnya');
  });

  it('may be sentences one after another', () => {
    const both = sentences(said('advice_refresh_429'), null, said('advice_keep_tokens'));
    expect(englishUtc.tell(both)).toMatch(
      /^Wait after a 429 .+ says\. Keep the tokens .+ session\.$/,
    );
    const look = said('advice_look_at_refresh', { endpoints: ['GET /jobs/…'] });
    expect(englishUtc.tell(sentences(look, look))).toBe(
      'Look at the answers of GET /jobs/…. Look at the answers of GET /jobs/…',
    );
  });
});

describe('a text', () => {
  it('says what is within it in the same language', () => {
    const token = said('reason_expired_before', { secondsLeft: -90 });
    const failed = said('sentence_service_failed', { status: 503, token });
    expect(englishUtc.tell(failed)).toMatch(/\. The token had expired 1 min 30 s before/);
    expect(indonesianUtc.tell(failed)).toMatch(/\. Token sudah expired 1 menit 30 detik sebelum/);
  });

  it('says one stretch of time alike as a duration and as a span', () => {
    for (const seconds of [-10.7, 10.2, 59.9, 299.9, 3_660, 200_000])
      expect(englishUtc.format(seconds, 'span')).toBe(englishUtc.format(seconds, 'duration'));
  });

  it('leaves alone what only looks like a place for a value', () => {
    expect(englishUtc.say('claim_quoted', { value: '{here}' })).toBe('“{here}”');
  });

  it('is not said without its values', () => {
    expect(() => englishUtc.say('time_in')).toThrow(
      '“time_in” needs a value for {seconds:duration}',
    );
    expect(() => englishUtc.say('time_in', { seconds: 'soon' })).toThrow(TypeError);
  });
});
