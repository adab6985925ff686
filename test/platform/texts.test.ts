import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LOCALES, type Locale } from '../../src/core/language/language.ts';
import { fetchPopupTexts, fetchTexts } from '../../src/platform/texts.ts';

type Messages = Record<string, { message: string }>;

const OF_POPUP =
  /^(?:popup|support|tell|renew)_|^answer_(?!without)|^place_(?:no|access|unheard|reload)/;

beforeEach(() => {
  vi.stubGlobal('fetch', async (path: string) => ({
    json: async () => JSON.parse(readFileSync(`dist/chrome${path}`, 'utf8')),
  }));
});
afterEach(() => vi.unstubAllGlobals());

function messagesOf(locale: Locale): Messages {
  return JSON.parse(readFileSync(`public/_locales/${locale}/messages.json`, 'utf8'));
}

describe.each(LOCALES)('the built extension, in the language %s', (locale) => {
  it('has every text', async () => {
    expect(await fetchTexts(locale)).toEqual(messagesOf(locale));
  });

  it('gives the popup every text that it can say, and few others', async () => {
    const { [locale]: texts } = await fetchPopupTexts<Locale>();
    const messages = messagesOf(locale);
    const own = Object.entries(messages).filter(([key]) => OF_POPUP.test(key));
    expect(own.length).toBeGreaterThan(100);
    expect(texts).toMatchObject(Object.fromEntries(own));
    expect(Object.keys(texts).length).toBeLessThan(Object.keys(messages).length / 4);
  });
});
