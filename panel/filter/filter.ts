import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { FilterRows } from '../../src/core/filter/complete.ts';
import { GrowingFilter, type TestIn } from '../../src/core/filter/growing-filter.ts';
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

function testOf({ terms }: ParsedFilter, apiOnly: boolean): TestIn {
  return (scene) => {
    const matches = rowTest(terms, scene);
    if (!apiOnly) return matches;
    const isApi = rowTest([API_CHIP.term], scene);
    return (entry) => (entry.kind === 'marker' || isApi(entry)) && matches(entry);
  };
}

/** @param calm the analysis as it is read seldom: to which job a call belongs is found in the whole */
export function createFilter(
  entries: ReadonlySignal<readonly LogEntry[]>,
  analysis: ReadonlySignal<Analysis>,
  calm: ReadonlySignal<Analysis>,
  settings: ReadonlySignal<Settings>,
  text: string,
): Filter {
  const filterText = signal(text);
  const parsedFilter = computed(() => parseFilter(filterText.value));
  const utc = computed(() => settings.value.utc);
  const ofWhole = computed(() => filterScene(calm.value, utc.value));
  const filterRows = computed(() => {
    const { jobsOf } = ofWhole.value;
    const scene = { ...filterScene(analysis.value, utc.value), jobsOf };
    return { entries: entries.value, scene };
  });
  const apiOnly = computed(() => settings.value.apiOnly);
  const isFiltering = computed(() => apiOnly.value || parsedFilter.value.terms.length > 0);
  const testIn = computed(() => testOf(parsedFilter.value, apiOnly.value));
  const growing = new GrowingFilter();
  const visible = computed(() => {
    if (!isFiltering.value) return entries.value;
    return growing.read(entries.value, filterRows.value.scene, testIn.value);
  });
  return { filterText, parsedFilter, filterRows, isFiltering, visible };
}
