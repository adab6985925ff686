import type { Page } from 'puppeteer-core';
import { extensionListens } from '../browser/extension-worker.ts';
import { waitFor } from '../browser/wait.ts';
import type { World } from './world.ts';

interface Update {
  extensionId: string;
  hostAccess?: string;
  incognitoAccess?: boolean;
}

interface DeveloperPrivate {
  updateExtensionConfiguration(update: Update): Promise<void>;
  updateProfileConfiguration(update: { inDeveloperMode: boolean }): Promise<void>;
  getExtensionInfo(id: string): Promise<{ state: string; incognitoAccess: { isActive: boolean } }>;
}

/** Opens the browser's own page about extensions. */
async function openSettings({ chrome }: World): Promise<Page> {
  const settings = await chrome.browser.newPage();
  await settings.goto('chrome://extensions');
  return settings;
}

async function configure(
  settings: Page,
  world: World,
  update: Omit<Update, 'extensionId'>,
): Promise<void> {
  await settings.evaluate(
    async (wanted) => {
      const api = (chrome as unknown as { developerPrivate: DeveloperPrivate }).developerPrivate;
      // Without it the browser takes no extension from a folder when it loads one anew.
      await api.updateProfileConfiguration({ inDeveloperMode: true });
      await api.updateExtensionConfiguration(wanted);
    },
    { extensionId: world.chrome.extensionId, ...update },
  );
}

/** Moves the switch “Site access” of the browser's own page about the extension. */
export async function setSiteAccess(
  world: World,
  hostAccess: 'ON_CLICK' | 'ON_ALL_SITES',
): Promise<void> {
  const settings = await openSettings(world);
  await configure(settings, world, { hostAccess });
  await settings.close();
}

/** Moves the switch “Allow in Incognito”; the browser loads the extension anew, so nothing may be open yet. */
export async function allowInPrivate(world: World): Promise<void> {
  const { browser, extensionId, stopWorker, worker } = world.chrome;
  const settings = await openSettings(world);
  // One that ends with the loading would be asked in vain.
  await stopWorker();
  await configure(settings, world, { incognitoAccess: true });
  await waitFor('the extension to be there again, in private windows too', () =>
    settings.evaluate(async (id) => {
      const api = (chrome as unknown as { developerPrivate: DeveloperPrivate }).developerPrivate;
      const { state, incognitoAccess } = await api.getExtensionInfo(id);
      return state === 'ENABLED' && incognitoAccess.isActive;
    }, extensionId),
  );
  await settings.close();
  await worker();
  await extensionListens(browser, extensionId);
}
