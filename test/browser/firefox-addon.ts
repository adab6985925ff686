import type { Page } from 'puppeteer-core';
import type { Firefox } from './firefox.ts';
import { waitFor } from './wait.ts';

const ADDON = (id: string) => `ChromeUtils
  .importESModule('resource://gre/modules/AddonManager.sys.mjs')
  .AddonManager.getAddonByID(${JSON.stringify(id)})`;

/** Does with the add-on what a user can in `about:addons`; done once Firefox has done it. */
export async function withAddon(
  { inside, extensionId }: Firefox,
  act: 'disable' | 'enable' | 'reload' | 'uninstall',
): Promise<void> {
  await inside.chrome(`(async () => { await (await ${ADDON(extensionId)}).${act}(); })()`);
}

/** Ends the background page, as Firefox does after half a minute of rest; done once it is there again. */
export async function restartBackground({ inside, extensionId }: Firefox): Promise<void> {
  await inside.chrome(`WebExtensionPolicy.getByID(${JSON.stringify(extensionId)}).extension
    .terminateBackground({ ignoreDevToolsAttached: true }).then(() => {})`);
  await waitFor('the background to come back', () => inside.has('background'));
}

/** Where the tab of a private window is found in Firefox's own window. */
export const PRIVATE_TAB = 'window.privateWindow.gBrowser.selectedTab';

/** Lets the extension run in private windows and opens one; gives its tab. */
export async function openPrivateWindow(firefox: Firefox): Promise<Page> {
  const { inside, extensionId, browser } = firefox;
  await inside.chrome(`(async () => {
    const { ExtensionPermissions } = ChromeUtils.importESModule(
      'resource://gre/modules/ExtensionPermissions.sys.mjs');
    await ExtensionPermissions.add(${JSON.stringify(extensionId)}, {
      permissions: ['internal:privateBrowsingAllowed'], origins: [], data_collection: [] });
  })()`);
  await withAddon(firefox, 'reload');
  await firefox.grantHosts();
  await inside.chrome('void (window.privateWindow = OpenBrowserWindow({ private: true }))');
  await waitFor('the private window', () =>
    inside.chrome<boolean>('Boolean(window.privateWindow.gBrowserInit?.delayedStartupFinished)'),
  );
  return waitFor('its tab', async () =>
    (await browser.pages()).find((page) => page.url() === 'about:privatebrowsing'),
  );
}

/** Answers what Firefox asks about permissions with the button that a person would press to allow it. */
export async function allowAsked({ inside }: Firefox): Promise<void> {
  await waitFor('Firefox to ask for permission', () =>
    inside.chrome<boolean>(`((question) => {
      question?.button.click();
      return Boolean(question);
    })(document.getElementById('addon-webext-permissions-notification'))`),
  );
}
