import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type Browser, type WebWorker } from 'puppeteer-core';
import { OUR_SIGNALS, takeCharge } from './close-browser.ts';
import { extensionListens, extensionWorker, stopExtensionWorker } from './extension-worker.ts';
import { findChromium } from './find-browser.ts';
import { type TemporaryProfile, temporaryProfile } from './profile.ts';

export { type DevTools, type DevToolsOptions, openDevTools } from './devtools.ts';

export interface ChromiumOptions {
  /** The unpacked extension, for example `dist/chrome`. */
  extensionDir: string;
  /** Port on 127.0.0.1 that stands for futureguide.id and all its subdomains. */
  httpsPort: number;
  /** Further hosts (`localhost:3000`) that the service stands for. */
  hosts?: readonly string[];
  /** Default true; DevTools open in headless mode too. */
  headless?: boolean;
  /** Language of the extension's messages, for example `id`. */
  lang?: string;
  /** A dark browser, DevTools and extension included. */
  dark?: boolean;
  /** Physical pixels per CSS pixel of everything drawn; default 1. */
  deviceScaleFactor?: number;
  /** Window size in CSS pixels; default 1280 × 800. */
  windowSize?: { width: number; height: number };
  /** A profile that is kept; by default a fresh one, deleted at the end. */
  userDataDir?: string;
  extraArgs?: readonly string[];
  /** Does not wait until the extension hears what pages do. */
  startsAtOnce?: boolean;
}

export interface Chromium extends AsyncDisposable {
  browser: Browser;
  extensionId: string;
  /** The extension's background worker; wakes it when it is not running. */
  worker(): Promise<WebWorker>;
  /** Stops the background worker, as the browser does after 30 s without events. */
  stopWorker(): Promise<void>;
  /** Ends all processes and deletes the temporary profile; safe to call twice. */
  close(): Promise<void>;
}

/**
 * DevTools begin as a window of their own with the console in front: to draw the elements of the page
 * beside it first takes them a quarter longer, and nobody looks at that.
 */
const DEVTOOLS_PREFERENCES = {
  currentDockState: '"undocked"',
  'panel-selected-tab': '"console"',
};

/** A fresh profile in which DevTools open quickly. */
function freshProfile(): TemporaryProfile {
  const profile = temporaryProfile('chromium');
  const folder = join(profile.dir, 'Default');
  mkdirSync(folder);
  const preferences = { devtools: { preferences: DEVTOOLS_PREFERENCES } };
  writeFileSync(join(folder, 'Preferences'), JSON.stringify(preferences));
  return profile;
}

/** Starts a real Chromium with the extension, in which *.futureguide.id is the loopback service. */
export async function launchChromium(options: ChromiumOptions): Promise<Chromium> {
  const executablePath = await findChromium();
  const profile = options.userDataDir ? undefined : freshProfile();
  const userDataDir = profile?.dir ?? options.userDataDir;
  let end: (() => Promise<void>) | undefined;
  const close = async () => {
    await end?.();
    await profile?.remove();
  };
  try {
    const browser = await puppeteer.launch({
      ...OUR_SIGNALS,
      executablePath,
      headless: options.headless ?? true,
      pipe: true,
      enableExtensions: true,
      defaultViewport: null,
      ...(userDataDir ? { userDataDir } : {}),
      env: options.lang ? { ...process.env, LANGUAGE: options.lang } : process.env,
      args: chromiumArgs(options),
    });
    end = takeCharge(browser);
    // `enableExtensions: [dir]` would not wait for the installation.
    const extensionId = await browser.installExtension(options.extensionDir);
    if (!options.startsAtOnce) await extensionListens(browser, extensionId);
    return {
      browser,
      extensionId,
      worker: () => extensionWorker(browser, extensionId),
      stopWorker: () => stopExtensionWorker(browser, extensionId),
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function chromiumArgs(options: ChromiumOptions): string[] {
  const { width, height } = options.windowSize ?? { width: 1280, height: 800 };
  const service = `127.0.0.1:${options.httpsPort}`;
  const hosts = ['*.futureguide.id', 'futureguide.id', '*.example', ...(options.hosts ?? [])];
  const args = [
    `--host-resolver-rules=${hosts.map((host) => `MAP ${host} ${service}`).join(', ')}`,
    '--ignore-certificate-errors',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--disable-quic',
    `--window-size=${width},${height}`,
  ];
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  // Else Chromium writes localStorage once a minute: the second change of a page waits for long.
  if (options.userDataDir) args.push('--enable-aggressive-domstorage-flushing');
  if (options.lang) args.push(`--lang=${options.lang}`);
  if (options.dark) args.push('--force-dark-mode');
  if (options.deviceScaleFactor) {
    args.push(`--force-device-scale-factor=${options.deviceScaleFactor}`);
  }
  return [...args, ...(options.extraArgs ?? [])];
}
