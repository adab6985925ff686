/**
 * `npm run soak [-- --minutes N]`: compressed days in a real browser; the panel's rows must be what the
 * service answered, and nothing may grow. Without minutes, the full size, kept in BENCHMARKS.md.
 */
import { parseArgs } from 'node:util';
import { keepSection } from '../bench/kept-in.ts';
import { figures } from './figures.ts';
import { faults } from './judge.ts';
import { daysIn, FULL_DAYS } from './size.ts';
import { soak } from './soak.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string' } } });
const minutes = Number(values.minutes ?? Number.POSITIVE_INFINITY);
if (!(minutes > 0)) {
  console.error(`--minutes takes a number above 0, not ${values.minutes}.`);
  process.exit(2);
}
const days = daysIn(minutes);
const soaked = await soak(days, (line) => console.error(line));
const found = faults(soaked);
const text = figures(days, soaked, found.length);
console.log(text);
for (const fault of found) console.log(`- ${fault}`);
if (days === FULL_DAYS) keepSection('Soak', text);
process.exitCode = found.length === 0 ? 0 : 1;
