import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const VITE = join(
  dirname(createRequire(import.meta.url).resolve('vite/package.json')),
  'bin/vite.js',
);

/**
 * Builds `dist/chrome`, in a process of its own and without a word.
 * @throws Error with all that the build said when it fails.
 */
export async function buildExtension(): Promise<void> {
  const child = spawn(process.execPath, [VITE, 'build', '--logLevel', 'warn']);
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${Buffer.concat(said)}\nThe extension could not be built.`);
}
