import { type ChildProcess, fork } from 'node:child_process';
import { visibleInLine } from '../core/language/visible.ts';
import type { EachOptions } from './arguments.ts';
import { lostLine } from './each.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { readJudging } from './profile.ts';

/** How a process of ours is told that it is one of several, and by what it judges. */
export const WORKER = '--worker';

function workerArguments({ hosts, profile }: EachOptions): string[] {
  return [WORKER, JSON.stringify({ hosts, profile })];
}

/** Files in the order of the places; of a folder its HAR files, by name. */
function filesOf(places: readonly string[], io: Io): string[] {
  return places.flatMap((place) => (io.isFolder(place) ? io.harFilesIn(place) : place));
}

/** Says on a terminal how far it is, and anywhere how it ended. */
class Progress {
  readonly #all: number;
  readonly #io: Io;
  #done = 0;
  #broken = 0;

  constructor(all: number, io: Io) {
    this.#all = all;
    this.#io = io;
  }

  note(line: string): void {
    this.#done += 1;
    if (line.includes('"error":"')) this.#broken += 1;
    if (this.#io.isErrorTerminal) this.#io.err(`\r${this.#done} of ${this.#all} files`);
  }

  /** @returns whether any file could be read */
  end(): boolean {
    const start = this.#io.isErrorTerminal ? '\r' : '';
    const files = this.#done === 1 ? '1 file' : `${this.#done} files`;
    this.#io.err(`${start}${files}; ${this.#broken} could not be read.\n`);
    return this.#done > this.#broken;
  }
}

/** One process that reads files one after another; a new one takes the place of one that ends. */
function readOn(
  next: () => string | undefined,
  start: () => ChildProcess,
  told: (line: string) => void,
): Promise<void> {
  return new Promise((resolve) => {
    let path = next();
    if (path === undefined) {
      resolve();
      return;
    }
    const child = start();
    child.on('message', (line) => {
      told(String(line));
      path = next();
      if (path === undefined) child.disconnect();
      else child.send(path);
    });
    child.once('exit', (code, signal) => {
      if (path === undefined) {
        resolve();
        return;
      }
      told(lostLine(path, signal ?? `exit code ${code}`));
      resolve(readOn(next, start, told));
    });
    child.send(path);
  });
}

/** Audits each file by itself in processes of its own, and writes one line for each as it is done. */
export async function auditEach(options: EachOptions, io: Io, script: string): Promise<ExitCode> {
  const unusable = (sentence: string) => {
    io.err(`${visibleInLine(sentence)}\n`);
    return EXIT.unusable;
  };
  const known = readJudging(options.profile, options.hosts, io);
  if (known.kind === 'unusable') return unusable(known.sentence);
  const files = filesOf(options.places, io);
  if (files.length === 0) return unusable('There is no HAR file in it.');
  const waiting = files.toReversed();
  const progress = new Progress(files.length, io);
  const start = () =>
    fork(script, workerArguments(options), { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const told = (line: string) => {
    io.out(`${line}\n`);
    progress.note(line);
  };
  const jobs = Math.min(options.jobs, files.length);
  await Promise.all(Array.from({ length: jobs }, () => readOn(() => waiting.pop(), start, told)));
  return progress.end() ? EXIT.ok : EXIT.unusable;
}
