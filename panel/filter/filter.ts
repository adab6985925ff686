import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { FilterRows } from '../../src/core/filter/complete.ts';
import { rowTest } from '../../src/core/filter/match.ts';
import { type ParsedFilter, parseFilter } from '../../src/core/filter/parse.ts';
import { filterScene } from '../../src/core/filter/scene.ts';
import type { Analysis } from '../../src/core/verdict/analysis.ts';
import type { LogEntry } from '../../src/core/verdict/log.ts';
import type { Settings } from '../settings.ts';
import { API_CHIP } from './chips.ts';

/** The filter of the grid. Its text is kept nowhere, for it may name people; whether only the API is shown is a setting. */
export interface Filter {
  filterText: Signal<string>;
  parsedFilter: ReadonlySignal<ParsedFilter>;
  /** all rows there are, and what surrounds them */
  filterRows: ReadonlySignal<FilterRows>;
  /** whether anything is asked of the rows */
  isFiltering: ReadonlySignal<boolean>;
  /** what the filter lets through */
  visible: ReadonlySignal<readonly LogEntry[]>;
}

export function createFilter(
  entries: ReadonlySignal<readonly LogEntry[]>,
  analysis: ReadonlySignal<Analysis>,
  settings: ReadonlySignal<Settings>,
  text: string,
): Filter {
  const filterText = signal(text);
  const parsedFilter = computed(() => parseFilter(filterText.value));
  const utc = computed(() => settings.value.utc);
  const filterRows = computed(() => {
    return { entries: entries.value, scene: filterScene(analysis.value, utc.value) };
  });
  const apiOnly = computed(() => settings.value.apiOnly);
  const isFiltering = computed(() => apiOnly.value || parsedFilter.value.terms.length > 0);
  const visible = computed(() => {
    if (!isFiltering.value) return entries.value;
    const { scene } = filterRows.value;
    const matches = rowTest(parsedFilter.value.terms, scene);
    if (!apiOnly.value) return entries.value.filter(matches);
    const isApi = rowTest([API_CHIP.term], scene);
    return entries.value.filter(
      (entry) => (entry.kind === 'marker' || isApi(entry)) && matches(entry),
    );
  });
  return { filterText, parsedFilter, filterRows, isFiltering, visible };
}
