import type { World } from './world.ts';

interface Update {
  extensionId: string;
  hostAccess: string;
}

interface DeveloperPrivate {
  updateExtensionConfiguration(update: Update): Promise<void>;
}

async function configure({ chrome }: World, update: Omit<Update, 'extensionId'>): Promise<void> {
  const settings = await chrome.browser.newPage();
  await settings.goto('chrome://extensions');
  await settings.evaluate(
    async (wanted) => {
      const api = (chrome as unknown as { developerPrivate: DeveloperPrivate }).developerPrivate;
      await api.updateExtensionConfiguration(wanted);
    },
    { extensionId: chrome.extensionId, ...update },
  );
  await settings.close();
}

/** Moves the switch “Site access” of the browser's own page about the extension. */
export function setSiteAccess(
  world: World,
  hostAccess: 'ON_CLICK' | 'ON_ALL_SITES',
): Promise<void> {
  return configure(world, { hostAccess });
}
