import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The only texts there are in the copy: no source asks for them. */
const NO_TEXT = 'no_text';
const NO_EVIDENCE = 'no-evidence';
const TEXTS = { [NO_TEXT]: { message: '' }, evidence_no_evidence: { message: '' } };

const QUOTED = /"([\w-]+)"/g;

function compilerErrors(): string[] {
  const copy = mkdtempSync(join(tmpdir(), 'used-texts-'));
  try {
    for (const name of ['src', 'panel', 'manifest.json', 'package.json', 'tsconfig.json'])
      cpSync(name, join(copy, name), { recursive: true });
    mkdirSync(join(copy, 'public/_locales/en'), { recursive: true });
    writeFileSync(join(copy, 'public/_locales/en/messages.json'), JSON.stringify(TEXTS));
    symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
    const compiler = resolve('node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(
      process.execPath,
      [compiler, '--noErrorTruncation', '--pretty', 'false'],
      { cwd: copy, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    return stdout.split('\n');
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/**
 * The keys of the texts that the sources can ask for, as the compiler knows them: in a copy of the
 * sources where no text is there, each error names the keys that a lookup may have, those that
 * `wordKey` puts together too.
 */
export function textsAskedFor(): Set<string> {
  const asked = new Set<string>();
  for (const line of compilerErrors()) {
    const isEvidence = line.includes(`"${NO_EVIDENCE}"`);
    for (const [, word = ''] of line.matchAll(QUOTED))
      asked.add(isEvidence ? `evidence_${word.replaceAll('-', '_')}` : word);
  }
  return asked;
}
