/** What one more request costs a panel that holds so many: what it works out, without drawing; prints ms. */

import { GridRows } from '../../panel/grid/rows.ts';
import { type FilterContext, filterContext } from '../../src/core/filter/filter-context.ts';
import { GrowingFilter } from '../../src/core/filter/growing-filter.ts';
import { rowTest } from '../../src/core/filter/match.ts';
import { parseFilter } from '../../src/core/filter/parse.ts';
import { readJobCalls } from '../../src/core/jobs/job-calls.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import { NO_LIMITS } from '../../src/core/recording/recording-limits.ts';
import { Analyser } from '../../src/core/verdict/analysis.ts';
import { LogReader } from '../../src/core/verdict/log.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { quantile } from './measure.ts';
import { poll } from './traffic.ts';

const ARRANGEMENT = { sort: null, isGrouped: false, open: new Set<string>(), letGo: 0 };

const [size = 0, events = 0] = process.argv.slice(2).map(Number);
const recording = new Recording(futureGuide, NO_LIMITS);
const analyser = new Analyser(recording);
const log = new LogReader();
const filter = new GrowingFilter();
const rows = new GridRows();
const { terms } = parseFilter('is:api');
const isApi = (context: FilterContext) => rowTest(terms, context);

function take(n: number): void {
  for (const observation of poll(n)) recording.add(observation);
}

function read(): number {
  const analysis = analyser.read();
  const entries = log.read(analysis);
  return rows.read(
    filter.read(entries, filterContext(analysis, true, readJobCalls), isApi),
    ARRANGEMENT,
  ).items.length;
}

for (let n = 0; n < size; n += 1) take(n);
read();
const costs: number[] = [];
for (let n = size; n < size + events; n += 1) {
  const beganAt = performance.now();
  take(n);
  if (read() !== n + 1) throw new Error('Not every request has its row');
  costs.push(performance.now() - beganAt);
}
console.log(JSON.stringify({ median: quantile(costs, 0.5), p95: quantile(costs, 0.95) }));
