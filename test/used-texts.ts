import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Texts of the copy that no source asks for; with them a lookup has more than one key, and an error names all. */
const NO_TEXTS = ['no_text', 'evidence_no_evidence'];
const NO_EVIDENCE = 'no-evidence';
const QUOTED = /"([\w-]+)"/g;

/** What the compiler says of these sources where these are the only texts. */
function compilerErrors(sources: readonly string[], texts: readonly string[]): string[] {
  const messages = Object.fromEntries(texts.map((key) => [key, { message: '' }]));
  const copy = mkdtempSync(join(tmpdir(), 'used-texts-'));
  try {
    for (const name of ['src', 'panel', 'manifest.json', 'package.json', 'tsconfig.json'])
      cpSync(name, join(copy, name), { recursive: true });
    mkdirSync(join(copy, 'public/_locales/en'), { recursive: true });
    writeFileSync(join(copy, 'public/_locales/en/messages.json'), JSON.stringify(messages));
    const settings = { extends: './tsconfig.json', include: sources };
    writeFileSync(join(copy, 'tsconfig.copy.json'), JSON.stringify(settings));
    symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
    const compiler = resolve('node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(
      process.execPath,
      [compiler, '-p', 'tsconfig.copy.json', '--noErrorTruncation', '--pretty', 'false'],
      { cwd: copy, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    return stdout.split('\n');
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function keysIn(errors: readonly string[]): string[] {
  return errors.flatMap((line) => {
    const isEvidence = line.includes(`"${NO_EVIDENCE}"`);
    return [...line.matchAll(QUOTED)].map(([, word = '']) =>
      isEvidence ? `evidence_${word.replaceAll('-', '_')}` : word,
    );
  });
}

/**
 * The keys of the texts that the sources can ask for, as the compiler knows them: in a copy of the
 * sources where no text is there, each error names the keys that a lookup may have, those that
 * `wordKey` puts together too. In the core an error may hide others in the same call: with the texts
 * that were found there, these come out.
 */
export function textsAskedFor(): Set<string> {
  const first = keysIn(compilerErrors(['src', 'panel'], NO_TEXTS));
  const second = keysIn(compilerErrors(['src/core'], [...NO_TEXTS, ...first]));
  return new Set([...first, ...second]);
}
