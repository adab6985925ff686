import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { FilterRows } from '../../src/core/filter/complete.ts';
import { rowTest } from '../../src/core/filter/match.ts';
import { type ParsedFilter, parseFilter } from '../../src/core/filter/parse.ts';
import { filterScene } from '../../src/core/filter/scene.ts';
import type { Analysis } from '../../src/core/verdict/analysis.ts';
import type { LogEntry } from '../../src/core/verdict/log.ts';
import type { Settings } from '../settings.ts';

/** The filter of the grid. Its text is all there is to it, and is kept nowhere: it may name people. */
export interface Filter {
  filterText: Signal<string>;
  parsedFilter: ReadonlySignal<ParsedFilter>;
  /** all rows there are, and what surrounds them */
  filterRows: ReadonlySignal<FilterRows>;
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
  const visible = computed(() => {
    const { terms } = parsedFilter.value;
    if (terms.length === 0) return entries.value;
    return entries.value.filter(rowTest(terms, filterRows.value.scene));
  });
  return { filterText, parsedFilter, filterRows, visible };
}
