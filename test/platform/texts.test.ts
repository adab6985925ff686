import { readFileSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { LOCALES } from '../../src/core/language/language.ts';
import { fetchTexts } from '../../src/platform/texts.ts';

afterEach(() => vi.unstubAllGlobals());

it.each(LOCALES)('the built extension has every text of the language %s', async (locale) => {
  vi.stubGlobal('fetch', async (path: string) => ({
    json: async () => JSON.parse(readFileSync(`dist/chrome${path}`, 'utf8')),
  }));
  const messages = JSON.parse(readFileSync(`public/_locales/${locale}/messages.json`, 'utf8'));
  expect(await fetchTexts(locale)).toEqual(messages);
});
