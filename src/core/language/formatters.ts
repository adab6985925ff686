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
  number(value: number): string;
  percent(rate: number, digits: number): string;
  list(items: readonly string[]): string;
  /** `14:05:12`, `26 Oct 2025`, `14:05` */
  instant(ms: number, part: InstantPart): string;
}

/** Makes a formatter when it is first used, and once: the first one takes as long as drawing the popup. */
function kept<Id, Made>(make: (id: Id) => Made): (id: Id) => Made {
  const made = new Map<Id, Made>();
  return (id) => {
    const known = made.get(id) ?? make(id);
    made.set(id, known);
    return known;
  };
}

/** Below it a whole number is its digits in every language, and needs no formatter. */
const GROUPED_FROM = 1_000;

/** `14:05` or `14:05:12` by this computer, without a formatter. */
function localClock(ms: number, part: 'minutes' | 'seconds'): string {
  const date = new Date(ms);
  const parts = [date.getHours(), date.getMinutes()];
  if (part === 'seconds') parts.push(date.getSeconds());
  return parts.map((one) => String(one).padStart(2, '0')).join(':');
}

/** `timeZone`: an IANA name; without one, that of this computer */
export function formattersOf(locale: Locale, timeZone: string | undefined): Formatters {
  const intlLocale = INTL_LOCALES[locale];
  const numbers = kept(() => new Intl.NumberFormat(intlLocale));
  const percents = kept(
    (maximumFractionDigits: number) =>
      new Intl.NumberFormat(intlLocale, { style: 'percent', maximumFractionDigits }),
  );
  const lists = kept(() => new Intl.ListFormat(intlLocale));
  const instants = kept((part: InstantPart) => {
    const isDate = part === 'day' || part === 'monthday';
    // What Indonesians read has dots for colons in times; the field's tools have colons.
    const shown = isDate ? intlLocale : INTL_LOCALES.en;
    return new Intl.DateTimeFormat(shown, { ...INSTANT_PARTS[part], timeZone });
  });
  return {
    locale,
    timeZone,
    plural: new Intl.PluralRules(locale),
    number: (value) =>
      Number.isInteger(value) && Math.abs(value) < GROUPED_FROM
        ? String(value)
        : numbers(undefined).format(value),
    percent: (rate, digits) => percents(digits).format(rate),
    list: (items) => lists(undefined).format(items),
    instant: (ms, part) =>
      !timeZone && (part === 'minutes' || part === 'seconds')
        ? localClock(ms, part)
        : instants(part).format(ms),
  };
}
