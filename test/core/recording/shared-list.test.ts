import { expect, it } from 'vitest';
import { SharedList } from '../../../src/core/recording/shared-list.ts';
import { fc } from '../../seeded.ts';

interface Step {
  /** which of the lists there are goes on */
  list: number;
  item: number;
  isCopied: boolean;
}

it('goes on from another as a copy of it would', () => {
  const steps = fc.array(
    fc.record<Step>({ list: fc.nat(9), item: fc.nat(2), isCopied: fc.boolean() }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(steps, (all) => {
      const pairs = [{ shared: new SharedList<number>(), plain: [] as number[] }];
      for (const { list, item, isCopied } of all) {
        const pair = pairs[list % pairs.length];
        if (!pair) continue;
        if (isCopied) pairs.push({ shared: pair.shared.copy(), plain: [...pair.plain] });
        pair.shared.push(item);
        pair.plain.push(item);
      }
      for (const { shared, plain } of pairs) {
        expect(shared.toArray()).toEqual(plain);
        expect(shared.length).toBe(plain.length);
        expect(shared.at(-1)).toBe(plain.at(-1));
        expect(shared.at(plain.length)).toBeUndefined();
      }
    }),
  );
});
