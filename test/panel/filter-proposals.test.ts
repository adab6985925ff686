import { signal } from '@preact/signals';
import { expect, it } from 'vitest';
import { createFilter } from '../../panel/filter/filter.ts';
import { countCalls } from '../../panel/model/count-calls.ts';
import type { Settings } from '../../panel/settings.ts';
import { whole } from '../../src/core/recording/growing-lists.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import { readLog } from '../../src/core/verdict/log.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { web } from '../core/recording/legs.ts';

const SETTINGS: Settings = {
  locale: 'en',
  utc: true,
  expiringSeconds: 300,
  grouped: false,
  apiOnly: true,
  columns: {},
  sort: null,
  sizes: {},
  open: {},
  detailTab: 'verdict',
};

it('proposals are counted among the rows that the button API leaves, as the status bar counts', async () => {
  const recording = new Recording(futureGuide);
  const page = { at: 0, url: 'https://futureguide.id/', status: 200 };
  recording.add(web(page, { resourceType: 'main_frame' }));
  recording.add(web({ at: 500, status: 401 }));
  recording.add(web({ at: 1_000, status: 200 }));
  const analysis = analyse(recording);
  const entries = signal(whole(readLog(analysis)));
  const settings = signal(SETTINGS);
  const { signal: end } = new AbortController();
  const filter = createFilter(entries, signal(analysis), signal(analysis), settings, '', end);
  const language = await filter.filterLanguage();
  const counted = () => {
    const found = language.completionAt('is:', 'is:'.length, filter.filterRows.value);
    const rows = new Map(found?.proposals.map((each) => [each.text, each.rows]));
    return ['request', 'accepted', 'refused'].map((word) => rows.get(word));
  };
  expect(countCalls(filter.offered.value.items)).toBe(2);
  expect(counted()).toEqual([2, 1, 1]);
  settings.value = { ...SETTINGS, apiOnly: false };
  expect(countCalls(filter.offered.value.items)).toBe(3);
  expect(counted()).toEqual([3, 2, 1]);
});
