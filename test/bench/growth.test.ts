import { expect, it } from 'vitest';
import { costWith } from './growth.ts';

// Run by Node.js alone, without a bundler: it works only while what lists rows draws nothing.
it('works out the list of requests without what draws it', () => {
  expect(costWith(10, 20).median).toBeGreaterThan(0);
});
