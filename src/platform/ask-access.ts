import { browser } from './browser.ts';

/** Has the browser ask for these hosts, at a click; false where it takes no such question. */
export async function askAccess(origins: string[]): Promise<boolean> {
  // Firefox has no permissions API in DevTools; nowhere may be asked for what the manifest leaves out.
  const asking = browser.permissions?.request({ origins }) ?? Promise.reject();
  return asking.then(
    () => true,
    () => false,
  );
}
