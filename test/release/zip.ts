import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync, type Zippable, zipSync } from 'fflate';

/** The first instant that a zip can hold: a packed file says nothing of when it was packed. */
const PACKED_AT = new Date(1980, 0, 1);

/** Every file below a path, itself included, in one order on every computer. */
export function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
    .map((file) => file.replaceAll('\\', '/'));
}

/**
 * Packs files into a zip that is the same, byte for byte, whenever and wherever it is made.
 * @param nameOf what a file is called in the zip
 */
export function pack(target: string, files: string[], nameOf: (file: string) => string): void {
  const entries: Zippable = {};
  for (const file of files)
    entries[nameOf(file)] = [readFileSync(file), { mtime: PACKED_AT, level: 9 }];
  writeFileSync(target, zipSync(entries));
}

/** Unpacks a zip into a new folder below the system's own for what is temporary; gives its path. */
export function unpack(zip: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'futureguide-tokens-'));
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(zip)))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  return folder;
}
