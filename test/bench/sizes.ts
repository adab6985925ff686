/** What the built extension weighs, packed as a zip packs it. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { Measured } from './measure.ts';

const BUILT = 'dist/chrome';
const PAGE_HOOK = 'src/page/watch.iife.js';
const RELAY = 'src/relay/relay.iife.js';
const PANEL = 'panel/panel.html';
/** Beside its bytes a file has its name twice in a zip, and about so much more. */
const ZIP_ENTRY_BYTES = 98;
const STATIC_IMPORT = /(?:^|[;}\s])(?:import|export)[^'"();]*["'](\.[^"']+)["']/g;
const HTML_REFERENCE = /(?:src|href)="\/([^"]+)"/g;

export interface Size {
  name: string;
  bytes: number;
  /** as promised */
  limitBytes: number;
  /** what it must not outgrow; the promise itself, where that is kept */
  ceilingBytes: number;
}

function packed(path: string): number {
  return deflateRawSync(readFileSync(join(BUILT, path)), { level: 9 }).length;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
}

function readBuilt(path: string): string {
  return readFileSync(join(BUILT, path), 'utf8');
}

/** What a page or a worker loads, with all that it imports; not what is fetched when it is needed. */
export function loadedBy(start: string): Set<string> {
  const found = new Set<string>();
  const visit = (path: string) => {
    if (found.has(path)) return;
    found.add(path);
    if (!path.endsWith('.js')) return;
    for (const [, target = ''] of readBuilt(path).matchAll(STATIC_IMPORT))
      visit(normalize(join(path, '..', target)));
  };
  if (start.endsWith('.js')) visit(start);
  else for (const [, target = ''] of readBuilt(start).matchAll(HTML_REFERENCE)) visit(target);
  return found;
}

const sum = (paths: Iterable<string>) =>
  [...paths].reduce((bytes, path) => bytes + packed(path), 0);

export function sizes(): Size[] {
  const all = filesBelow(BUILT);
  const names = all.reduce((bytes, path) => bytes + 2 * path.length + ZIP_ENTRY_BYTES, 0);
  return [
    { name: 'Page hook', bytes: packed(PAGE_HOOK), limitBytes: 4_000, ceilingBytes: 4_000 },
    {
      name: 'Relay, as every page gets it',
      bytes: packed(RELAY),
      limitBytes: 8_000,
      ceilingBytes: 7_250,
    },
    {
      name: 'Panel, as it is opened',
      bytes: sum(loadedBy(PANEL)),
      limitBytes: 85_000,
      ceilingBytes: 85_000,
    },
    { name: 'The whole zip', bytes: sum(all) + names, limitBytes: 240_000, ceilingBytes: 350_000 },
  ];
}

export function measure(): Measured[] {
  return sizes().map(({ name, bytes, limitBytes }) => ({
    name,
    value: `${(bytes / 1000).toFixed(1)} kB`,
    aim: `≤ ${limitBytes / 1000} kB`,
    holds: bytes <= limitBytes,
  }));
}
