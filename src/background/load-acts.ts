import { browser } from '../platform/browser.ts';
import file from '../relay/acts.iife.ts?iife';

/** Puts the script that does what is asked of a page beside its relay; whether it is there. */
export async function loadActs(tabId: number): Promise<boolean> {
  try {
    const target = { tabId, frameIds: [0] };
    await browser.scripting.executeScript({ target, files: [file], injectImmediately: true });
    return true;
  } catch (error) {
    console.error(error);
    return false;
  }
}
