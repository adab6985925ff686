import { expect, it } from 'vitest';
import { faults } from './judge.ts';
import { daysIn } from './size.ts';
import { soak } from './soak.ts';

const MINUTES = 2;

it('after compressed days the panel shows what the service answered, and nothing has grown', async () => {
  expect(faults(await soak(daysIn(MINUTES), () => undefined))).toEqual([]);
}, 580_000);
