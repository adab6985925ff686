import { it } from 'vitest';
import type { Switches } from '../service/switches.ts';
import { expectBurstKept, expectJumpsKept } from './lose-no-row.ts';

it.each<[Switches['onRefusal'], number]>([
  ['auth-xhr', 20],
  ['auth-fetch-unread', 8],
  ['auth-fetch-read', 8],
])('a 401 followed at once by a jump to /auth leaves each row (%s, %i times)', expectJumpsKept);

it('no row of a burst of 2 000 is lost', () => expectBurstKept(2_000));
