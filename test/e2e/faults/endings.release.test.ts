import { it } from 'vitest';
import { openWorld } from '../world.ts';
import { expectPutBackAfter, tampered } from './tampered.ts';

it('a fault is undone when the extension is disabled', async () => {
  await using it = await tampered(await openWorld());
  await expectPutBackAfter(it, 'disable');
});
