import { posix, win32 } from 'node:path';

export type BrowserKind = 'chromium' | 'firefox';

/** What the search needs to know about this computer; plain data, so that tests can invent one. */
export interface Machine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  isRoot: boolean;
  /** The `ID` in /etc/os-release (`debian`, `ubuntu`, …), where there is one. */
  distribution?: string;
}

/** How each browser is named, in messages and on disk. */
export const BROWSERS = {
  chromium: {
    title: 'Chromium',
    variable: 'CHROME_PATH',
    debianPackage: 'chromium',
    commands: ['chromium', 'chromium-browser'],
    macApps: [
      'Chromium.app/Contents/MacOS/Chromium',
      'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    ],
    windowsPrograms: ['Chromium\\Application\\chrome.exe'],
  },
  firefox: {
    title: 'Firefox',
    variable: 'FIREFOX_PATH',
    debianPackage: 'firefox-esr',
    commands: ['firefox', 'firefox-esr'],
    macApps: ['Firefox.app/Contents/MacOS/firefox'],
    windowsPrograms: ['Mozilla Firefox\\firefox.exe'],
  },
} as const;

/**
 * Where this browser would lie if it were installed, likeliest first. Branded Chrome is left
 * out on purpose: since version 137 it ignores `--load-extension`.
 */
export function usualPlaces(kind: BrowserKind, machine: Machine): string[] {
  const browser = BROWSERS[kind];
  if (machine.platform === 'win32') {
    const { LOCALAPPDATA, ProgramFiles } = machine.env;
    const { 'ProgramFiles(x86)': programFiles32 } = machine.env;
    return [LOCALAPPDATA, ProgramFiles, programFiles32].flatMap((root) =>
      root ? browser.windowsPrograms.map((program) => win32.join(root, program)) : [],
    );
  }
  const { PATH } = machine.env;
  const folders = (PATH ?? '').split(':').filter((folder) => folder !== '');
  const commands = browser.commands.flatMap((name) =>
    [...new Set([...folders, '/usr/bin', '/usr/local/bin'])].map((folder) =>
      posix.join(folder, name),
    ),
  );
  if (machine.platform !== 'darwin') return commands;
  const apps = ['/Applications', posix.join(machine.home, 'Applications')].flatMap((folder) =>
    browser.macApps.map((app) => posix.join(folder, app)),
  );
  return [...apps, ...commands];
}

/** Folders in which `@puppeteer/browsers` may have put one; the first is ours. */
export function cacheFolders(machine: Machine): [string, ...string[]] {
  const { join } = machine.platform === 'win32' ? win32 : posix;
  const { PUPPETEER_CACHE_DIR } = machine.env;
  return [
    join(machine.home, '.cache', 'futureguide-tokens'),
    PUPPETEER_CACHE_DIR ?? join(machine.home, '.cache', 'puppeteer'),
  ];
}

export type InstallStep = 'apt-get' | 'download';

/** How a missing browser can be had here, in the order to try. */
export function installSteps(machine: Machine): InstallStep[] {
  // Other Debian-like systems ship an empty package there that only points to another store.
  const debianRoot =
    machine.platform === 'linux' && machine.distribution === 'debian' && machine.isRoot;
  return debianRoot ? ['apt-get', 'download'] : ['download'];
}

/** Everything the search does to the outside world. */
export interface Effects {
  isExecutable(path: string): boolean;
  /** True if the program at `path` answers when asked for its version. */
  runs(path: string): boolean;
  /** Executables that were downloaded into `folder` before, newest first. */
  downloaded(kind: BrowserKind, folder: string): Promise<string[]>;
  /** Installs the browser in one way; a path if that way knows it. */
  install(step: InstallStep, kind: BrowserKind, cacheFolder: string): Promise<string | undefined>;
  say(line: string): void;
}
