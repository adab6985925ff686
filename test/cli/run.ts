import { readArguments } from '../../src/cli/arguments.ts';
import { main } from '../../src/cli/main.ts';

export const TOOL = { name: 'futureguide-tokens', version: '1.2.3' };

/** What reading a file may give: its text or bytes, or the code of the error it throws. */
export type FakeFile = string | Uint8Array | { code: string };

export interface Ran {
  exit: number;
  out: string;
  err: string;
  written: Map<string, string>;
}

export interface RunOptions {
  files?: Record<string, FakeFile>;
  /** folders that are there */
  folders?: readonly string[];
  isTerminal?: boolean;
  env?: Record<string, string>;
}

const PIECE_BYTES = 1_000;

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += PIECE_BYTES)
    yield bytes.subarray(from, from + PIECE_BYTES);
}

/** Runs the command line without a process. */
export function run(args: readonly string[], options: RunOptions = {}): Ran {
  const { files = {}, folders = [], isTerminal = false, env = {} } = options;
  const ran = { out: '', err: '', written: new Map<string, string>() };
  const command = readArguments(args);
  if (command.kind === 'each') throw new Error('needs processes: test/cli/built.test.ts');
  const readFile = (path: string) => {
    const file = files[path] ?? { code: 'ENOENT' };
    if (typeof file === 'string') return Buffer.from(file);
    if (file instanceof Uint8Array) return file;
    throw Object.assign(new Error(`${file.code}: it quotes eyJhbGciOiJ`), file);
  };
  const exit = main(command, TOOL, {
    out: (text) => {
      ran.out += text;
    },
    err: (text) => {
      ran.err += text;
    },
    readFile,
    openFile: (path) => {
      const bytes = readFile(path);
      return { bytes: bytes.length, pieces: () => piecesOf(bytes) };
    },
    writeFile: (path, text) => {
      if (path.startsWith('locked/')) throw Object.assign(new Error(), { code: 'EACCES' });
      ran.written.set(path, text);
    },
    writePieces: (path, pieces) => {
      if (path.startsWith('locked/')) throw Object.assign(new Error(), { code: 'EACCES' });
      ran.written.set(path, [...pieces].join(''));
    },
    makeFolder: () => undefined,
    isFolder: (path) => folders.includes(path),
    harFilesIn: () => [],
    isTerminal,
    isErrorTerminal: false,
    env,
  });
  return { exit, ...ran };
}

/** The arguments of an audit of one file, and that file. */
export function auditOf(text: FakeFile, ...args: string[]): Ran {
  return run(['audit', 'a.har', ...args], { files: { 'a.har': text } });
}
