import { describe, expect, it } from 'vitest';
import type { FilterContext } from '../../../src/core/filter/filter-context.ts';
import { GrowingFilter, type TestIn } from '../../../src/core/filter/growing-filter.ts';
import { rowTest } from '../../../src/core/filter/match.ts';
import { parseFilter } from '../../../src/core/filter/parse.ts';
import { whole } from '../../../src/core/recording/growing-lists.ts';
import { context, entries } from './rows.ts';

function asking(text: string): TestIn {
  const { terms } = parseFilter(text);
  return (around) => rowTest(terms, around);
}

/** What passes while the rows come one by one, and what surrounds them changes with each. */
function readGrowing(testIn: TestIn, contextAt: (count: number) => FilterContext) {
  const filter = new GrowingFilter();
  return entries.map((_, index) => {
    const rows = entries.slice(0, index + 1);
    const around = contextAt(index + 1);
    return [filter.read(whole(rows), around, testIn).items.slice(), rows.filter(testIn(around))];
  });
}

describe('a filter over rows that come one by one', () => {
  it.each([
    'is:api',
    'is:flagged',
    'is:job',
    'is:fault',
    'method:get -is:socket',
    'after:-5m',
    'user:*',
    'status',
  ])('%s lets through what it lets through at once', (text) => {
    for (const [grown, whole] of readGrowing(asking(text), () => context))
      expect(grown).toEqual(whole);
  });

  it('tests those again of which something around them has changed', () => {
    const contextAt = (count: number): FilterContext => ({
      ...context,
      endsAt: context.startsAt + count * 60_000,
      jobsOf: (id) => (count % 2 === 0 && id.endsWith('1') ? ['job'] : []),
    });
    for (const text of ['is:job', 'is:api', 'after:-1m'])
      for (const [grown, whole] of readGrowing(asking(text), contextAt))
        expect(grown).toEqual(whole);
  });

  it('forgets what it was asked before', () => {
    const filter = new GrowingFilter();
    const ask = (text: string) => [...filter.read(whole(entries), context, asking(text)).items];
    const all = ask('is:request');
    expect(ask('is:socket')).not.toEqual(all);
    expect(ask('is:request')).toEqual(all);
  });
});
