import english from '../../../public/_locales/en/messages.json' with { type: 'json' };
import type { Language } from './language.ts';
import { languageOf } from './words.ts';

/** What the command line speaks. Pages of the extension fetch their texts, to load faster. */
export const englishUtc: Language = languageOf('en', english, 'UTC');

/** `1 request`, `2 requests`. */
export function counted(count: number, one: string, more = `${one}s`): string {
  return `${count} ${count === 1 ? one : more}`;
}
