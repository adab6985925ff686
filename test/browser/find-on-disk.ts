import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A part of a random text this long is found in nothing else, in characters. */
const PART = 12;

/**
 * Parts of a secret as a file may hold it. Snappy, in which LevelDB packs its blocks, leaves what is
 * new as it is; of a random text each part is new.
 */
function parts(secret: string): Buffer[] {
  const found: Buffer[] = [];
  for (let from = 0; from + PART <= secret.length; from += PART / 2) {
    const part = secret.slice(from, from + PART);
    found.push(Buffer.from(part, 'utf8'), Buffer.from(part, 'utf16le'));
  }
  return found;
}

/** The files below a folder in which part of a secret stands; those that go meanwhile are left out. */
export function filesWith(secret: string, folder: string): string[] {
  const wanted = parts(secret);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name);
    try {
      if (!statSync(path).isFile()) return false;
      const bytes = readFileSync(path);
      return wanted.some((part) => bytes.includes(part));
    } catch {
      return false;
    }
  });
}
