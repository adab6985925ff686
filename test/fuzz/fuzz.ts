/**
 * `npm run fuzz [-- --cases N --seed N --only NAME]`: gives every parser hostile input, without end
 * but bounded, and prints what crashed it or took too long. Each case names the seed that makes it again.
 */
import { parseArgs } from 'node:util';
import { fc } from '../seeded.ts';
import { hostile } from './mutations.ts';
import { PARSERS, type Parser } from './parsers.ts';

/** No input may take longer, ms. */
const LIMIT_MS = 50;
const US_IN_MS = 1_000;
/** Of an input that failed, so many characters are shown. */
const SHOWN_CHARACTERS = 200;
/** The machine may have been busy with something else: what was slow is tried so often again. */
const TRIES = 5;

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string' },
  },
});
const cases = Number(values.cases);
const seed = Number(values.seed);

/** ms of the processor: what else the machine does counts for nothing. */
function takes(read: Parser['read'], input: string): number {
  const before = process.cpuUsage();
  read(input);
  return process.cpuUsage(before).user / US_IN_MS;
}

/** ms; the quickest of several tries where the first was slow. */
function slowness(read: Parser['read'], input: string): number {
  let least = takes(read, input);
  for (let tries = 1; least > LIMIT_MS && tries < TRIES; tries += 1)
    least = Math.min(least, takes(read, input));
  return least;
}

function fuzz({ name, samples, read }: Parser): boolean {
  let slowest = 0;
  const result = fc.check(
    fc.property(hostile(samples), (input) => {
      const ms = slowness(read, input);
      slowest = Math.max(slowest, ms);
      if (ms > LIMIT_MS) throw new Error(`took ${ms.toFixed(0)} ms`);
    }),
    { numRuns: cases, seed },
  );
  const ended = `${result.numRuns} cases, slowest ${slowest.toFixed(1)} ms`;
  console.log(`${name.padEnd(14)} ${result.failed ? 'FAILED' : 'ok'}  ${ended}`);
  if (result.failed) {
    const [input = ''] = result.counterexample ?? [];
    console.log(`  ${result.errorInstance}; ${input.length} characters, seed ${seed}`);
    console.log(`  ${JSON.stringify(input.slice(0, SHOWN_CHARACTERS))}`);
  }
  return !result.failed;
}

const chosen = PARSERS.filter(({ name }) => values.only === undefined || name === values.only);
console.log(`seed ${seed}, ${cases} cases each, at most ${LIMIT_MS} ms a case`);
const ended = chosen.map(fuzz);
process.exitCode = ended.every((isGood) => isGood) ? 0 : 1;
