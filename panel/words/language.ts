import { signal } from '@preact/signals';
import type {
  Language,
  Locale,
  Said,
  WordKey,
  WordValues,
} from '../../src/core/language/language.ts';
import { languageOf } from '../../src/core/language/words.ts';
import { fetchTexts } from '../../src/platform/texts.ts';

/** What the panel speaks now; nothing before it was told to speak. Whoever says something while being drawn is drawn anew when it changes. */
export const language = signal<Language>(languageOf('en', {}));

let timesAsked = 0;

/**
 * Speaks so as soon as the texts are there; who asks last is heard.
 * `timeZone`: an IANA name; without one, times are those of this computer.
 */
export async function speak(locale: Locale, timeZone?: string): Promise<void> {
  timesAsked += 1;
  const turn = timesAsked;
  const texts = await fetchTexts(locale);
  if (turn === timesAsked) language.value = languageOf(locale, texts, timeZone);
}

/** A text in the reader's language; `count` among the values chooses the plural form. */
export function say(key: WordKey, values?: WordValues): string {
  return language.value.say(key, values);
}

export function tell(what: Said): string {
  return language.value.tell(what);
}
