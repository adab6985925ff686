import { browser } from './browser.ts';

/** Opens the options page; of a page that is not known it offers to add the host. */
export async function openOptions(about: string): Promise<void> {
  const options = new URL(browser.runtime.getURL('src/options/options.html'));
  // The rest of an address may be secret, and this one comes into the browser's history.
  if (/^https?:/.test(about) && URL.canParse(about))
    options.searchParams.set('add', new URL(about).origin);
  await browser.tabs.create({ url: options.href });
}
