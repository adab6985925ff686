import { type ReadonlySignal, signal } from '@preact/signals';
import { LOCALES, type Locale } from '../src/core/language/language.ts';
import { futureGuide } from '../src/futureguide.ts';
import { keepSettings, loadSettings, watchSettings } from '../src/platform/kept-settings.ts';
import * as kept from './model/kept-values.ts';

/** s; the standard is the one that reports and stable words go by */
export const EXPIRING_SECONDS = { min: 1, max: 86_400, standard: futureGuide.expiringSeconds };

export interface Settings {
  locale: Locale;
  /** whether times are UTC instead of this computer's */
  utc: boolean;
  /** s; below so much left a token counts as expiring */
  expiringSeconds: number;
  /** whether repeated requests of one route are one row */
  grouped: boolean;
  /** whether what neither takes nor gives a token is left out */
  apiOnly: boolean;
  /** of the grid, by id; widths in px */
  columns: Readonly<Record<string, { width?: number | undefined; isHidden?: boolean | undefined }>>;
  sort: { column: string; descending: boolean } | null;
  /** px; of panes whose edge can be dragged, by name */
  sizes: Readonly<Record<string, number>>;
  /** whether panes that fold are open, by name */
  open: Readonly<Record<string, boolean>>;
  detailTab: string;
}

export const DEFAULT_SETTINGS: Settings = {
  locale: 'en',
  utc: false,
  expiringSeconds: EXPIRING_SECONDS.standard,
  grouped: false,
  apiOnly: true,
  columns: {},
  sort: null,
  sizes: {},
  open: {},
  detailTab: 'verdict',
};

const MAX_PX = 10_000;
const isPixels = kept.isWithin(0, MAX_PX);
const isColumn = kept.isObjectOf({
  width: kept.isOptional(isPixels),
  isHidden: kept.isOptional(kept.isBoolean),
});

function settingsOf(stored: unknown): Settings {
  return kept.readParts<Settings>(
    stored,
    {
      locale: kept.isOneOf(LOCALES),
      utc: kept.isBoolean,
      expiringSeconds: kept.isWithin(EXPIRING_SECONDS.min, EXPIRING_SECONDS.max),
      grouped: kept.isBoolean,
      apiOnly: kept.isBoolean,
      columns: kept.isRecordOf(isColumn),
      sort: kept.isNullable(kept.isObjectOf({ column: kept.isText, descending: kept.isBoolean })),
      sizes: kept.isRecordOf(isPixels),
      open: kept.isRecordOf(kept.isBoolean),
      detailTab: kept.isText,
    },
    DEFAULT_SETTINGS,
  );
}

export interface SettingsStore {
  readonly settings: ReadonlySignal<Settings>;
  change(part: Partial<Settings>): void;
}

/** What the user set, here and before, and in other DevTools until `end`; kept as soon as it changes. */
export async function openSettings(end: AbortSignal): Promise<SettingsStore> {
  const stored = await loadSettings().catch(() => undefined);
  const settings = signal(settingsOf(stored));
  watchSettings((elsewhere) => {
    settings.value = settingsOf(elsewhere);
  }, end);
  return {
    settings,
    change(part) {
      settings.value = { ...settings.value, ...part };
      void keepSettings(settings.value).catch((error: unknown) => console.error(error));
    },
  };
}
