import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { name, version } from '../../package.json';
import { main } from './main.ts';

// Whoever reads may have seen enough (`| head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = main(
  process.argv.slice(2),
  { name, version },
  {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    readFile: (path) => readFileSync(path),
    writeFile: (path, text) => writeFileSync(path, text),
    makeFolder: (path) => void mkdirSync(path, { recursive: true }),
    isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
    isTerminal: process.stdout.isTTY ?? false,
    env: process.env,
  },
);
