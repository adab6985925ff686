import { type ReadonlySignal, signal } from '@preact/signals';
import * as v from 'valibot';
import { keepSettings, loadSettings } from '../src/platform/settings.ts';

const MAX_PX = 10_000;
const pixels = v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_PX));

/** Every setting by itself: one that cannot be read falls back alone. */
const schema = v.object({
  locale: v.fallback(v.picklist(['en', 'id']), 'en'),
  /** whether times are UTC instead of this computer's */
  utc: v.fallback(v.boolean(), false),
  /** s; below so much left a token counts as expiring */
  expiringSeconds: v.fallback(v.pipe(v.number(), v.minValue(1), v.maxValue(86_400)), 300),
  /** whether repeated polls of one route are one row */
  grouped: v.fallback(v.boolean(), false),
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

/** What the user set, here and before; kept as soon as it changes. */
export async function openSettings(): Promise<SettingsStore> {
  const kept = await loadSettings().catch(() => undefined);
  const settings = signal(v.is(v.looseObject({}), kept) ? v.parse(schema, kept) : DEFAULT_SETTINGS);
  return {
    settings,
    change(part) {
      settings.value = { ...settings.value, ...part };
      void keepSettings(settings.value).catch((error: unknown) => console.error(error));
    },
  };
}
