import { type ReadonlySignal, signal } from '@preact/signals';
import * as v from 'valibot';
import { futureGuide } from '../src/futureguide.ts';
import { keepSettings, loadSettings, watchSettings } from '../src/platform/settings.ts';

/** s; the standard is the one that reports and stable words go by */
export const EXPIRING_SECONDS = { min: 1, max: 86_400, standard: futureGuide.expiringSeconds };

const MAX_PX = 10_000;
const pixels = v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_PX));

/** Every setting by itself: one that cannot be read falls back alone. */
const schema = v.object({
  locale: v.fallback(v.picklist(['en', 'id']), 'en'),
  /** whether times are UTC instead of this computer's */
  utc: v.fallback(v.boolean(), false),
  /** s; below so much left a token counts as expiring */
  expiringSeconds: v.fallback(
    v.pipe(v.number(), v.minValue(EXPIRING_SECONDS.min), v.maxValue(EXPIRING_SECONDS.max)),
    EXPIRING_SECONDS.standard,
  ),
  /** whether repeated requests of one route are one row */
  grouped: v.fallback(v.boolean(), false),
  /** whether what neither takes nor gives a token is left out */
  apiOnly: v.fallback(v.boolean(), true),
  /** of the grid, by id */
  columns: v.fallback(
    v.record(
      v.string(),
      v.object({ width: v.optional(pixels), isHidden: v.optional(v.boolean()) }),
    ),
    {},
  ),
  sort: v.fallback(v.nullable(v.object({ column: v.string(), descending: v.boolean() })), null),
  /** px; of panes whose edge can be dragged, by name */
  sizes: v.fallback(v.record(v.string(), pixels), {}),
  /** whether panes that fold are open, by name */
  open: v.fallback(v.record(v.string(), v.boolean()), {}),
  detailTab: v.fallback(v.string(), 'verdict'),
});

export type Settings = v.InferOutput<typeof schema>;

export const DEFAULT_SETTINGS: Settings = v.parse(schema, {});

export interface SettingsStore {
  readonly settings: ReadonlySignal<Settings>;
  change(part: Partial<Settings>): void;
}

function settingsOf(kept: unknown): Settings {
  return v.is(v.looseObject({}), kept) ? v.parse(schema, kept) : DEFAULT_SETTINGS;
}

/** What the user set, here and before, and in other DevTools until `end`; kept as soon as it changes. */
export async function openSettings(end: AbortSignal): Promise<SettingsStore> {
  const kept = await loadSettings().catch(() => undefined);
  const settings = signal(settingsOf(kept));
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
