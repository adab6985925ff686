import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { temporaryProfile } from '../browser/profile.ts';
import { waitFor } from '../browser/wait.ts';
import { EXTENSION_DIR, openWorld, type World } from './world.ts';

/** A developer's own host; the browser takes its port for the loopback service's. */
export const LOCAL = 'https://localhost:3000';
/** The same computer, with something else on it. */
export const OTHER_PORT = 'https://localhost:3001';
export const STAGING = 'https://staging.futureguide.example';

const GRANTED = [
  'https://localhost/*',
  'http://localhost/*',
  'https://*.futureguide.example/*',
].flatMap((pattern) => [pattern, pattern.replace('http', 'ws')]);

interface Manifest {
  permissions: string[];
  optional_permissions: string[];
  host_permissions: string[];
}

/**
 * A world whose extension was granted these hosts, and all that is optional, with its installation: nobody can click the
 * browser's own question in a test. Who asks for what is granted is told so without a question.
 */
export async function openGrantedWorld(): Promise<World> {
  const copy = temporaryProfile('granted');
  cpSync(EXTENSION_DIR, copy.dir, { recursive: true });
  const path = join(copy.dir, 'manifest.json');
  const manifest: Manifest = JSON.parse(readFileSync(path, 'utf8'));
  manifest.host_permissions.push(...GRANTED);
  manifest.permissions.push(...manifest.optional_permissions.splice(0));
  writeFileSync(path, JSON.stringify(manifest));
  try {
    const world = await openWorld(
      { pollSeconds: 600, assessmentSeconds: 600 },
      {
        extensionDir: copy.dir,
        hosts: ['localhost:3000', 'localhost:3001'],
      },
    );
    const close = async () => {
      await world[Symbol.asyncDispose]();
      await copy.remove();
    };
    return { ...world, [Symbol.asyncDispose]: close };
  } catch (error) {
    await copy.remove();
    throw error;
  }
}

export async function openOptions({ chrome }: World, query = ''): Promise<Page> {
  const options = await chrome.browser.newPage();
  await options.goto(`chrome-extension://${chrome.extensionId}/src/options/options.html${query}`);
  await options.waitForSelector('main');
  return options;
}

interface Wanted {
  address: string;
  access: 'Watch only' | 'Full access';
  /** JSON; FutureGuide's where there is none */
  profile?: object;
}

/** Fills the form of the options page and waits until the host is listed. */
export async function addHost(options: Page, { address, access, profile }: Wanted): Promise<void> {
  const form = 'form[aria-label="Add a host"]';
  const choose = (label: string) =>
    options.$$eval(
      `${form} label`,
      (labels, wanted) =>
        (
          labels.find((one) => one.querySelector('b')?.textContent === wanted) as HTMLElement
        ).click(),
      label,
    );
  // A page that is not in front draws no frame, for which a locator waits.
  await options.bringToFront();
  await options.locator(`${form} input[type=text]`).fill(address);
  await choose(access);
  if (profile) {
    await choose('A profile of your own');
    await options.locator(`${form} textarea`).fill(JSON.stringify(profile));
  }
  await options.locator(`${form} button[type=submit]`).click();
  await waitFor(`${address} to be listed`, () => options.$(`[data-host="${address}"]`));
}
