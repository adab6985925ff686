import { browser } from './browser.ts';

/** Opens the options page; of a page that is not known it offers to add the host. */
export async function openOptions(about: string): Promise<void> {
  const query = about === '' ? '' : `?add=${encodeURIComponent(about)}`;
  await browser.tabs.create({
    url: browser.runtime.getURL(`src/options/options.html${query}`),
  });
}
