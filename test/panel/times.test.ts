import { afterEach, describe, expect, it } from 'vitest';
import { language } from '../../panel/words/language.ts';
import { shortDay, spanDays } from '../../panel/words/times.ts';
import english from '../../public/_locales/en/messages.json' with { type: 'json' };
import indonesian from '../../public/_locales/id/messages.json' with { type: 'json' };
import { languageOf } from '../../src/core/language/words.ts';

const MESSAGES = { en: english, id: indonesian };
const LATE = Date.parse('2026-10-20T16:59:59.900Z');
const at = (...times: (number | null)[]) => times.map((ms) => ({ at: ms }));

describe('rows of several days', () => {
  const spoken = language.value;
  afterEach(() => {
    language.value = spoken;
  });
  const speakIn = (locale: 'en' | 'id', zone: string) => {
    language.value = languageOf(locale, MESSAGES[locale], zone);
  };

  it('are told by the day of the reader’s zone', () => {
    speakIn('en', 'Asia/Jakarta');
    expect(spanDays(at(LATE, LATE + 200))).toBe(true);
    speakIn('en', 'UTC');
    expect(spanDays(at(LATE, LATE + 200))).toBe(false);
  });

  it('are not told where times are unknown, or there are none', () => {
    speakIn('en', 'UTC');
    expect(spanDays(at(null, LATE, null))).toBe(false);
    expect(spanDays(at(null))).toBe(false);
    expect(spanDays([])).toBe(false);
  });

  it('have their day in the reader’s language', () => {
    speakIn('en', 'UTC');
    expect(shortDay(LATE)).toBe('20 Oct');
    speakIn('id', 'UTC');
    expect(shortDay(LATE)).toBe('20 Okt');
  });
});
