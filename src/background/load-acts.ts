import { browser } from '../platform/browser.ts';

/** As `vite.config.ts` builds it. */
const FILE = 'src/relay/acts.iife.js';

/** Puts the script that does what is asked of a page beside its relay; whether it is there. */
export async function loadActs(tabId: number): Promise<boolean> {
  try {
    const target = { tabId, frameIds: [0] };
    await browser.scripting.executeScript({ target, files: [FILE], injectImmediately: true });
    return true;
  } catch (error) {
    console.error(error);
    return false;
  }
}
