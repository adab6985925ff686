import type { World } from './world.ts';

interface DeveloperPrivate {
  updateExtensionConfiguration(update: { extensionId: string; hostAccess: string }): Promise<void>;
}

/** Moves the switch “Site access” of the browser's own page about the extension. */
export async function setSiteAccess(
  { chrome }: World,
  hostAccess: 'ON_CLICK' | 'ON_ALL_SITES',
): Promise<void> {
  const settings = await chrome.browser.newPage();
  await settings.goto('chrome://extensions');
  await settings.evaluate(
    async (extensionId, access) => {
      const api = (chrome as unknown as { developerPrivate: DeveloperPrivate }).developerPrivate;
      await api.updateExtensionConfiguration({ extensionId, hostAccess: access });
    },
    chrome.extensionId,
    hostAccess,
  );
  await settings.close();
}
