import { visibleInLine } from '../core/language/visible.ts';
import { type HeldSecret, type SecretPlace, SecretSearch } from '../core/redaction/har-secrets.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { readHarEntries } from './read-files.ts';

/** More places tell nobody more. */
const MAX_NAMED = 5;
const WORDS: Record<HeldSecret, [one: string, more: string]> = {
  token: ['usable token', 'usable tokens'],
  cookie: ['cookie', 'cookies'],
  secret: ['other secret', 'other secrets'],
};

/** The kinds with their counts, and where the first of them stand. */
function heldSentence(path: string, held: readonly SecretPlace[]): string {
  const counts = Object.entries(WORDS).flatMap(([kind, [one, more]]) => {
    const count = held.filter((place) => place.kind === kind).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : more}`];
  });
  const named = held
    .slice(0, MAX_NAMED)
    .map(({ entry, place }) => (entry === null ? place : `entry ${entry + 1} ${place}`));
  const more = held.length - named.length;
  const where = more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
  return `${path} still holds ${counts.join(', ')}: ${where}.`;
}

/** Says which files still hold a secret, of whatever host; 1 where one does. */
export function checkFiles(files: readonly string[], io: Io): ExitCode {
  let exit: ExitCode = EXIT.ok;
  for (const path of files) {
    const read = readHarEntries(path, () => new SecretSearch(), io);
    if (read.kind === 'unusable') {
      io.err(`${visibleInLine(read.sentence)}\n`);
      return EXIT.unusable;
    }
    const held = read.entries.end(read.log);
    if (held.length === 0) continue;
    io.err(`${visibleInLine(heldSentence(path, held))}\n`);
    exit = EXIT.found;
  }
  return exit;
}
