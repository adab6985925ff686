import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { name, version } from '../../package.json';
import { readArguments } from './arguments.ts';
import type { Io } from './io.ts';
import { main } from './main.ts';
import { openFile } from './open-file.ts';
import { auditEach, WORKER } from './side-by-side.ts';
import { work } from './worker.ts';
import { writePieces } from './write-pieces.ts';

const TOOL = { name, version };
const IO: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  readFile: (path) => readFileSync(path),
  openFile,
  writeFile: (path, text) => writeFileSync(path, text),
  writePieces,
  makeFolder: (path) => void mkdirSync(path, { recursive: true }),
  isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
  harFilesIn: (folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.har$/i.test(path))
      .sort()
      .map((path) => join(folder, path)),
  isTerminal: process.stdout.isTTY ?? false,
  isErrorTerminal: process.stderr.isTTY ?? false,
  env: process.env,
};

// Whoever reads may have seen enough (`| head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const [script = '', first, second] = process.argv.slice(1);
if (first === WORKER) work(second, TOOL, IO);
else {
  const command = readArguments(process.argv.slice(2));
  process.exitCode =
    command.kind === 'each'
      ? await auditEach(command.options, IO, script)
      : main(command, TOOL, IO);
}
