import { describe, expect, it } from 'vitest';
import { sizes } from './bench/sizes.ts';

describe('the built extension', () => {
  it.each(sizes())('$name does not outgrow its limit', ({ bytes, ceilingBytes }) => {
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(ceilingBytes);
  });
});
