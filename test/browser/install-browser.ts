import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { createInterface } from 'node:readline';
import {
  Browser,
  BrowserTag,
  detectBrowserPlatform,
  getInstalledBrowsers,
  install,
  resolveBuildId,
} from '@puppeteer/browsers';
import { BROWSERS, type BrowserKind, type Effects, type Machine } from './browser-places.ts';
import { showProgress } from './progress.ts';

/** How `@puppeteer/browsers` calls them; its Chrome is Chrome for Testing. */
const DOWNLOADS = { chromium: Browser.CHROME, firefox: Browser.FIREFOX } as const;

export function thisMachine(): Machine {
  const distribution = readDistribution();
  return {
    platform: process.platform,
    env: process.env,
    home: homedir(),
    isRoot: process.getuid?.() === 0,
    ...(distribution ? { distribution } : {}),
  };
}

export function systemEffects(): Effects {
  return {
    isExecutable,
    runs,
    downloaded,
    install: async (step, kind, cacheFolder) => {
      if (step === 'download') return await download(kind, cacheFolder);
      await aptGet('reading the package list', ['update']);
      const name = BROWSERS[kind].debianPackage;
      await aptGet(`installing ${name}`, ['install', '-y', name]);
      return undefined;
    },
    say: (line) => console.error(line),
  };
}

function readDistribution(): string | undefined {
  try {
    return /^ID="?([^"\n]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Linux only: elsewhere being asked for a version may open a window. */
function runs(path: string): boolean {
  if (process.platform !== 'linux') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

async function downloaded(kind: BrowserKind, cacheDir: string): Promise<string[]> {
  const all = await getInstalledBrowsers({ cacheDir }).catch(() => []);
  return all
    .filter((one) => one.browser === DOWNLOADS[kind])
    .sort((a, b) => b.buildId.localeCompare(a.buildId, 'en', { numeric: true }))
    .map((one) => one.executablePath);
}

async function aptGet(what: string, args: readonly string[]): Promise<void> {
  const progress = showProgress(`apt-get, ${what}`);
  const child = spawn('apt-get', ['-q', '-o', 'Dpkg::Use-Pty=0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  let complaint = '';
  createInterface(child.stdout).on('line', (line) => progress.update(line));
  createInterface(child.stderr).on('line', (line) => {
    if (line.startsWith('E:')) complaint ||= line;
  });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0) throw new Error(complaint || `exit code ${code}`);
  } finally {
    progress.end();
  }
}

/** Downloads the stable build, with the libraries it needs where we may install them. */
async function download(kind: BrowserKind, cacheDir: string): Promise<string> {
  const platform = detectBrowserPlatform();
  if (!platform) throw new Error('there are no builds for this computer');
  const browser = DOWNLOADS[kind];
  const progress = showProgress(`downloading ${BROWSERS[kind].title}`);
  try {
    const buildId = await resolveBuildId(browser, platform, BrowserTag.STABLE);
    const installed = await install({
      browser,
      buildId,
      cacheDir,
      platform,
      installDeps: process.platform === 'linux' && process.getuid?.() === 0,
      downloadProgressCallback: (bytes, total) => {
        progress.update(`${Math.round(bytes / 1e6)} of ${Math.round(total / 1e6)} MB`);
      },
    });
    return installed.executablePath;
  } finally {
    progress.end();
  }
}
