import { describe, it } from 'vitest';
import { fc } from '../seeded.ts';
import { hostile } from './mutations.ts';
import { PARSERS } from './parsers.ts';

/** The rest is `npm run fuzz`. */
const CASES = 200;
const SEED = 20_261_101;

describe('whatever comes from outside is read without a crash', () => {
  it.each(PARSERS)('as $name', ({ samples, read }) => {
    fc.assert(
      fc.property(hostile(samples), (input) => {
        read(input);
      }),
      { numRuns: CASES, seed: SEED },
    );
  });
});
