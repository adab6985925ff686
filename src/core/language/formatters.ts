import type { Locale } from './language.ts';

const MINUTES = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const SECONDS = { ...MINUTES, second: '2-digit' } as const;
const INSTANT_PARTS = {
  minutes: MINUTES,
  seconds: SECONDS,
  precise: { ...SECONDS, fractionalSecondDigits: 3 },
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  monthday: { day: 'numeric', month: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type InstantPart = keyof typeof INSTANT_PARTS;

export function isInstantPart(format: string): format is InstantPart {
  return format in INSTANT_PARTS;
}

const INTL_LOCALES: Record<Locale, string> = { en: 'en-GB', id: 'id' };

/** How a language writes numbers, lists and instants. */
export interface Formatters {
  locale: Locale;
  timeZone: string | undefined;
  plural: Intl.PluralRules;
  number: Intl.NumberFormat;
  list: Intl.ListFormat;
  percent(digits: number): Intl.NumberFormat;
  /** `14:05:12`, `26 Oct 2025`, `14:05` */
  instant(part: InstantPart): Intl.DateTimeFormat;
}

/** Remembers what it made; making a formatter takes longer than formatting. */
function kept<Id, Made>(make: (id: Id) => Made): (id: Id) => Made {
  const made = new Map<Id, Made>();
  return (id) => {
    const known = made.get(id) ?? make(id);
    made.set(id, known);
    return known;
  };
}

/** `timeZone`: an IANA name; without one, that of this computer */
export function formattersOf(locale: Locale, timeZone: string | undefined): Formatters {
  const intlLocale = INTL_LOCALES[locale];
  return {
    locale,
    timeZone,
    plural: new Intl.PluralRules(locale),
    number: new Intl.NumberFormat(intlLocale),
    list: new Intl.ListFormat(intlLocale),
    percent: kept(
      (maximumFractionDigits) =>
        new Intl.NumberFormat(intlLocale, { style: 'percent', maximumFractionDigits }),
    ),
    instant: kept((part) => {
      const isDate = part === 'day' || part === 'monthday';
      // What Indonesians read has dots for colons in times; the field's tools have colons.
      const shown = isDate ? intlLocale : INTL_LOCALES.en;
      return new Intl.DateTimeFormat(shown, { ...INSTANT_PARTS[part], timeZone });
    }),
  };
}
