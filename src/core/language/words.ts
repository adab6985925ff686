import { type Formatters, formattersOf } from './formatters.ts';
import type { Language, Locale, WordFormat, WordKey, WordValues } from './language.ts';
import { formatted } from './word-formats.ts';

/** The texts of a language, as `public/_locales/<locale>/messages.json` has them. */
export type Messages = Readonly<Record<string, { message: string } | undefined>>;

/** A shortened path at the end of a text needs no other end. */
const ELLIPSIS_AND_STOP = /…\.$/;
const PLACEHOLDER = /\{(\w+)(?::(\w+))?\}/g;

function speaking(
  messages: Messages,
  formatters: Formatters,
  nameOf: (id: string) => string,
): Language {
  const { locale, timeZone } = formatters;
  const templateOf = (key: WordKey, { count }: WordValues): string => {
    const form =
      typeof count === 'number' ? messages[`${key}_${formatters.plural.select(count)}`] : undefined;
    const found = form ?? messages[key] ?? messages[`${key}_other`];
    if (!found) throw new Error(`“${locale}” has no text “${key}”`);
    return found.message;
  };
  const language: Language = {
    locale,
    timeZone,
    say(key, values = {}) {
      return templateOf(key, values)
        .replace(PLACEHOLDER, (hole, name: string, format?: string) => {
          const value = values[name];
          if (value === undefined) throw new Error(`“${key}” needs a value for ${hole}`);
          return language.format(value, (format ?? 'plain') as WordFormat);
        })
        .replace(ELLIPSIS_AND_STOP, '…');
    },
    tell: ({ key, values }) => language.say(key, values),
    format: (value, format) => formatted(value, format, { language, formatters }),
    nameOf,
    withNames: (names) => speaking(messages, formatters, names),
  };
  return language;
}

/**
 * `timeZone`: an IANA name; without one, that of this computer. `nameOf`: without one, tokens, requests
 * and sockets are called by their ids, as in the report.
 */
export function languageOf(
  locale: Locale,
  messages: Messages,
  timeZone?: string,
  nameOf: (id: string) => string = (id) => id,
): Language {
  return speaking(messages, formattersOf(locale, timeZone), nameOf);
}
