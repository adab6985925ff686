import { it } from 'vitest';
import { expectAccessible } from './axe.ts';

it.each([
  [false, 'en'],
  [true, 'en'],
  [false, 'id'],
] as const)('axe finds nothing in the panel (dark: %s, language: %s)', expectAccessible);
