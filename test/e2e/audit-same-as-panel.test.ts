import { it } from 'vitest';
import { expectSame, IS_HEALED } from './audit-same.ts';
import { openWorld } from './world.ts';

it('audit says of DevTools’ own export what the panel says: of a refusal that the app heals', async () => {
  await using world = await openWorld(IS_HEALED.switches);
  await expectSame(world, IS_HEALED);
});
