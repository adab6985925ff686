import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { packExtension, packSources } from './packages.ts';
import { unpack } from './zip.ts';

const FIREFOX_ZIP = `dist/packages/futureguide-tokens-${packageJson.version}-firefox.zip`;

describe('the packages', () => {
  it.each(['chrome', 'firefox'] as const)('for %s are the same when made again', (browser) => {
    const first = readFileSync(packExtension(browser));
    expect(readFileSync(packExtension(browser)).equals(first)).toBe(true);
  });

  it('have sources from which the Firefox zip is built alike in an empty folder', () => {
    const wanted = readFileSync(packExtension('firefox'));
    const folder = unpack(packSources());
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const run = (...words: string[]) => execFileSync('npm', words, { cwd: folder, stdio: 'pipe' });
    run('ci');
    run('run', 'build-for-amo');
    expect(readFileSync(join(folder, FIREFOX_ZIP)).equals(wanted)).toBe(true);
  });
});
