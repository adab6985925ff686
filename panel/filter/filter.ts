import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { FilterRows } from '../../src/core/filter/complete.ts';
import {
  type FilterContext,
  filterContext,
  type ReadJobCalls,
} from '../../src/core/filter/filter-context.ts';
import { GrowingFilter, type TestIn } from '../../src/core/filter/growing-filter.ts';
import type { ParsedFilter } from '../../src/core/filter/parse.ts';
import type { Followable } from '../../src/core/recording/growing-lists.ts';
import type { Analysis } from '../../src/core/verdict/analysis.ts';
import type { LogEntry } from '../../src/core/verdict/entry.ts';
import type { Settings } from '../settings.ts';
import { API_CHIP } from './chips.ts';
import type { FilterLanguage } from './filter-language.ts';

/** The filter of the grid. Its text is kept nowhere, for it may name people; whether only the API is shown is a setting. */
export interface Filter {
  filterText: Signal<string>;
  parsedFilter: ReadonlySignal<ParsedFilter>;
  /** the rows that the text asks, and what surrounds them */
  filterRows: ReadonlySignal<FilterRows>;
  /** what surrounds the rows, as it is read seldom */
  calmContext: ReadonlySignal<FilterContext>;
  /** whether the text asks anything of the rows */
  isFiltering: ReadonlySignal<boolean>;
  /** the rows that the text asks: those of the API, or all */
  offered: ReadonlySignal<Followable<LogEntry>>;
  /** what the filter lets through */
  visible: ReadonlySignal<Followable<LogEntry>>;
  /** Fetches what reads a filter's text; until it is there, a text hides nothing. */
  filterLanguage(): Promise<FilterLanguage>;
}

const NOTHING_ASKED: ParsedFilter = { terms: [], errors: [] };

const isApi: TestIn = (context) => (entry) =>
  entry.kind === 'marker' || API_CHIP.holds(entry, context);

/** @param calm the analysis as it is read seldom: to which job a call belongs is found in the whole */
export function createFilter(
  entries: ReadonlySignal<Followable<LogEntry>>,
  analysis: ReadonlySignal<Analysis>,
  calm: ReadonlySignal<Analysis>,
  settings: ReadonlySignal<Settings>,
  text: string,
  end: AbortSignal,
): Filter {
  const language = signal<FilterLanguage | null>(null);
  const readCalls = signal<ReadJobCalls | null>(null);
  const filterLanguage = async () => {
    language.value ??= (await import('./filter-language.ts')).filterLanguage;
    return language.value;
  };
  const fetchJobCalls = async () => {
    readCalls.value = (await import('../../src/core/jobs/job-calls.ts')).readJobCalls;
  };
  const failed = (error: unknown) => console.error(error);
  fetchJobCalls().catch(failed);
  const filterText = signal(text);
  const stop = effect(() => {
    if (filterText.value !== '' && !language.value) filterLanguage().catch(failed);
  });
  end.addEventListener('abort', stop, { once: true });
  const parsedFilter = computed(() => language.value?.parse(filterText.value) ?? NOTHING_ASKED);
  const utc = computed(() => settings.value.utc);
  const calmContext = computed(() => filterContext(calm.value, utc.value, readCalls.value));
  const context = computed(() => {
    const { jobsOf } = calmContext.value;
    return { ...filterContext(analysis.value, utc.value, null), jobsOf };
  });
  const apiOnly = computed(() => settings.value.apiOnly);
  const testIn = computed((): TestIn | null => {
    const { terms } = parsedFilter.value;
    const reader = language.value;
    return reader && terms.length > 0 ? (context) => reader.testOf(terms, context) : null;
  });
  const [ofApi, ofText] = [new GrowingFilter(), new GrowingFilter()];
  const offered = computed(() => {
    if (!apiOnly.value) return entries.value;
    return ofApi.read(entries.value, context.value, isApi);
  });
  const visible = computed(() => {
    if (!testIn.value) return offered.value;
    return ofText.read(offered.value, context.value, testIn.value);
  });
  return {
    filterText,
    parsedFilter,
    filterRows: computed(() => ({ entries: offered.value.items, context: context.value })),
    calmContext,
    isFiltering: computed(() => testIn.value !== null),
    offered,
    visible,
    filterLanguage,
  };
}
