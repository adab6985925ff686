import { it } from 'vitest';
import { expectAccessible } from './axe.ts';

it('axe finds nothing in the dark panel in Indonesian', () => expectAccessible(true, 'id'));
