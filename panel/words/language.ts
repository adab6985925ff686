import { signal } from '@preact/signals';
import indonesian from '../../public/_locales/id/messages.json' with { type: 'json' };
import type { Language, Locale, Said, WordKey, WordValues } from '../../src/core/language.ts';
import { english, languageOf } from '../../src/core/words.ts';

const MESSAGES = { en: english, id: indonesian };

/** What the panel speaks now. Whoever says something while being drawn is drawn anew when it changes. */
export const language = signal<Language>(languageOf('en', english));

/** `timeZone`: an IANA name; without one, times are those of this computer. */
export function speak(locale: Locale, timeZone?: string): void {
  language.value = languageOf(locale, MESSAGES[locale], timeZone);
}

/** A text in the reader's language; `count` among the values chooses the plural form. */
export function say(key: WordKey, values?: WordValues): string {
  return language.value.say(key, values);
}

export function tell(what: Said): string {
  return language.value.tell(what);
}
