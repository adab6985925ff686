import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import packageJson from '../../package.json' with { type: 'json' };
import { filesBelow, pack } from './zip.ts';

const FOLDER = 'dist/packages';
/** All that the extension is built from, and what it is built with. */
const SOURCES = [
  'LICENSE',
  'README.md',
  'manifest.json',
  'package-lock.json',
  'package.json',
  'panel',
  'public',
  'src',
  'store/pictures/incident.webm',
  'test',
  'tsconfig.json',
  'vite.config.ts',
];

export type Browser = 'chrome' | 'firefox';

function packageName(kind: Browser | 'sources'): string {
  return `${FOLDER}/futureguide-tokens-${packageJson.version}-${kind}.zip`;
}

/** Builds the extension for one browser and packs it; gives the zip's path. */
export function packExtension(browser: Browser): string {
  execFileSync('npm', ['exec', '--', 'vite', 'build', '--logLevel', 'warn', '--mode', browser], {
    stdio: 'inherit',
    // Under test Vite would build it for development, with the paths of this computer.
    env: { ...process.env, NODE_ENV: 'production', VITEST: '' },
  });
  mkdirSync(FOLDER, { recursive: true });
  const built = `dist/${browser}`;
  const name = packageName(browser);
  pack(name, filesBelow(built), (file) => file.slice(built.length + 1));
  return name;
}

/** Packs the sources from which the store's reviewers build the extension; gives the zip's path. */
export function packSources(): string {
  mkdirSync(FOLDER, { recursive: true });
  const name = packageName('sources');
  pack(name, SOURCES.flatMap(filesBelow), (file) => file);
  return name;
}
