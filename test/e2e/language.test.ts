import { expect, it } from 'vitest';
import { openApp, openPanel, openWorld, waitForText } from './world.ts';

it('the panel speaks the language that was set', async () => {
  await using world = await openWorld();
  await openApp(world.page, 'v2-before', 'signin');
  const { tools, frame } = await openPanel(world.page);
  await waitForText(frame, /Accepted/);
  await frame.evaluate(() => chrome.storage.local.set({ settings: { locale: 'id' } }));
  await tools.close();

  const again = await openPanel(world.page);
  await world.page.reload();
  expect(await waitForText(again.frame, /Diterima/)).not.toContain('Accepted');
});
