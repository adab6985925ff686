import { findChromium, findFirefox } from './find-browser.ts';

/**
 * For vitest's `globalSetup`: gets both browsers before any test file starts, so that the
 * progress is seen and no two files install at once. The files find them in the environment.
 */
export default async function findBrowsers(): Promise<void> {
  const found = { CHROME_PATH: await findChromium(), FIREFOX_PATH: await findFirefox() };
  Object.assign(process.env, found);
}
