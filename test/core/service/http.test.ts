import { expect, it } from 'vitest';
import { headerValues } from '../../../src/core/service/http.ts';

it('a header that was sent more than once has its values once each, in their order, but no empty one', () => {
  const sent = ['', 'Bearer b', 'Bearer a', 'Bearer b'].map((value, index) => {
    return { name: index % 2 ? 'authorization' : 'Authorization', value };
  });
  const headers = [{ name: 'Accept', value: '*/*' }, ...sent];
  expect(headerValues(headers, 'authorization')).toEqual(['Bearer b', 'Bearer a']);
  expect(headerValues(headers, 'cookie')).toEqual([]);
  expect(headerValues(null, 'authorization')).toEqual([]);
});
