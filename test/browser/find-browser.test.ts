import { describe, expect, test } from 'vitest';
import type { BrowserKind, Effects, Machine } from './browser-places.ts';
import { findBrowser } from './find-browser.ts';

const debian: Machine = {
  platform: 'linux',
  env: { PATH: '/usr/local/bin:/usr/bin' },
  home: '/home/dev',
  isRoot: true,
  distribution: 'debian',
};

/** A computer with these executables, on which installing `brings` a path or a failure. */
function world(files: string[], brings: Partial<Record<string, string | Error>> = {}) {
  const said: string[] = [];
  const tried: string[] = [];
  const effects: Effects = {
    isExecutable: (path) => files.includes(path),
    runs: (path) => !path.includes('stub'),
    downloaded: async (_kind, folder) => files.filter((file) => file.startsWith(folder)),
    install: async (step) => {
      tried.push(step);
      const result = brings[step];
      if (result instanceof Error) throw result;
      if (result && step === 'apt-get') files.push(result);
      return step === 'apt-get' ? undefined : result;
    },
    say: (line) => said.push(line),
  };
  const find = (kind: BrowserKind, machine: Machine = debian) =>
    findBrowser(kind, machine, effects);
  return { find, said, tried };
}

describe('a browser that is there', () => {
  test('the variable goes before everything else', async () => {
    const machine = { ...debian, env: { ...debian.env, CHROME_PATH: '/opt/mine' } };
    const { find } = world(['/opt/mine', '/usr/bin/chromium']);
    expect(await find('chromium', machine)).toBe('/opt/mine');
  });

  test('a variable that names no executable is said, and nothing else is tried', async () => {
    const machine = { ...debian, env: { FIREFOX_PATH: '/opt/gone' } };
    const { find, tried } = world(['/usr/bin/firefox-esr']);
    await expect(find('firefox', machine)).rejects.toThrow(
      'FIREFOX_PATH is /opt/gone, which is not an executable file.',
    );
    expect(tried).toEqual([]);
  });

  test('branded Chrome is passed over', async () => {
    const { find } = world(['/usr/bin/google-chrome', '/usr/bin/chromium-browser']);
    expect(await find('chromium')).toBe('/usr/bin/chromium-browser');
  });

  test('a stub that does not run is passed over', async () => {
    const machine = { ...debian, env: { PATH: '/stub:/usr/bin' } };
    const { find } = world(['/stub/chromium', '/usr/bin/chromium']);
    expect(await find('chromium', machine)).toBe('/usr/bin/chromium');
  });

  test('an earlier download is used', async () => {
    const chrome = '/home/dev/.cache/puppeteer/chrome/linux-150/chrome';
    const { find, tried } = world([chrome]);
    expect(await find('chromium')).toBe(chrome);
    expect(tried).toEqual([]);
  });

  test('macOS and Windows have their own places', async () => {
    const mac = '/Applications/Firefox.app/Contents/MacOS/firefox';
    expect(await world([mac]).find('firefox', { ...debian, platform: 'darwin' })).toBe(mac);
    const windows = 'C:\\Users\\dev\\AppData\\Local\\Chromium\\Application\\chrome.exe';
    const env = { LOCALAPPDATA: 'C:\\Users\\dev\\AppData\\Local' };
    expect(await world([windows]).find('chromium', { ...debian, platform: 'win32', env })).toBe(
      windows,
    );
  });
});

describe('a browser that is missing', () => {
  test('Debian as root installs the package', async () => {
    const { find, tried, said } = world([], { 'apt-get': '/usr/bin/firefox-esr' });
    expect(await find('firefox')).toBe('/usr/bin/firefox-esr');
    expect(tried).toEqual(['apt-get']);
    expect(said[0]).toContain('No Firefox found here');
  });

  test('a package that cannot be had is followed by a download', async () => {
    const { find, tried } = world([], {
      'apt-get': new Error('E: offline'),
      download: '/c/chrome',
    });
    expect(await find('chromium')).toBe('/c/chrome');
    expect(tried).toEqual(['apt-get', 'download']);
  });

  test.each([
    ['not root', { ...debian, isRoot: false }],
    ['another distribution', { ...debian, distribution: 'ubuntu' }],
    ['macOS', { ...debian, platform: 'darwin' as const }],
  ])('%s downloads at once', async (_name, machine) => {
    const { find, tried } = world([], { download: '/c/chrome' });
    await find('chromium', machine);
    expect(tried).toEqual(['download']);
  });

  test('when nothing works, one sentence says what was tried and what to do', async () => {
    const { find } = world([], { 'apt-get': new Error('E: locked\nmore') });
    await expect(find('chromium')).rejects.toThrow(
      'No Chromium found, and none could be installed: apt-get failed (E: locked); ' +
        'download brought none that runs. Install Chromium, or set CHROME_PATH to an executable.',
    );
  });
});
