import { it } from 'vitest';
import { clickPopup, openPopup, tabOf, waitForPopup } from './popup.ts';
import { APP, EXTENSION_DIR, openApp, openWorld } from './world.ts';

const SIGNED_IN = /Signed in as .+; the session is good for another/;

it('the popup has a page that was open before the extension loaded again', async () => {
  await using world = await openWorld({ pollSeconds: 600, assessmentSeconds: 600 });
  await openApp(world.page, 'current', 'signin');
  const tabId = await tabOf(world, APP);
  await world.chrome.browser.installExtension(EXTENSION_DIR);
  const popup = await openPopup(world, tabId);
  await waitForPopup(popup, /was already open when the extension started/);
  await clickPopup(popup, 'Reload the page');
  const next = await openPopup(world, tabId);
  await waitForPopup(next, SIGNED_IN);
});
