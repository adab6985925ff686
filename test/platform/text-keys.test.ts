import { expect, it } from 'vitest';
import { packedKeys, unpackedKeys } from '../../src/platform/text-keys.ts';
import { fc } from '../seeded.ts';

it('Keys come out as they were packed, whatever words they share', () => {
  const key = fc
    .array(fc.constantFrom('a', 'b', '9', 'long'), { minLength: 1, maxLength: 12 })
    .map((words) => words.join('_'));
  fc.assert(
    fc.property(fc.array(key, { minLength: 1 }), (keys) => {
      expect(unpackedKeys(packedKeys(keys))).toEqual(keys);
    }),
  );
  expect(packedKeys(['act_a_b', 'act_a_c', 'act_a'])).toBe('Aact_a_bCcC');
});
