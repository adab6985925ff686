import { describe, it } from 'vitest';
import { expectSame, IS_DOWN, RUNS_OUT } from './audit-same.ts';
import { openWorld } from './world.ts';

describe('audit says of DevTools’ own export what the panel says', () => {
  it.each([
    ['a token that runs out while the app polls', RUNS_OUT],
    ['a verifier that is down', IS_DOWN],
  ])('of %s', async (_what, compared) => {
    await using world = await openWorld(compared.switches);
    await expectSame(world, compared);
  });
});
