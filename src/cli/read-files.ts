import { constants, isAscii } from 'node:buffer';
import { basename } from 'node:path';
import { asOneFile, type HarProblem, readHarFile } from '../core/har/har-file.ts';
import type { HarLeg } from '../core/recording/observation.ts';
import type { Io } from './io.ts';

/** All files as one list, or the sentence that says which is unusable and why. */
export type FilesReading =
  | { kind: 'legs'; legs: HarLeg[] }
  | { kind: 'unusable'; sentence: string };

const PROBLEMS: Record<HarProblem, string> = {
  empty: 'is empty',
  'not-json': 'is not JSON',
  'not-har': 'is JSON but not a HAR: it has no log.entries',
};
const MEGABYTE = 2 ** 20;
const MAX_MEGABYTES = Math.floor(constants.MAX_STRING_LENGTH / MEGABYTE);
const TOO_LARGE = `is too large to be read at once: this Node.js takes texts up to ${MAX_MEGABYTES} MB`;

const FAILURES: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EISDIR: 'is a directory, not a HAR file',
  EACCES: 'may not be read by you',
  EPERM: 'may not be read by you',
  ERR_FS_FILE_TOO_LARGE: TOO_LARGE,
  ERR_STRING_TOO_LONG: TOO_LARGE,
};

function failureOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  const name = typeof code === 'string' ? code : 'unknown error';
  return FAILURES[name] ?? `cannot be read (${name})`;
}

/** UTF-8 as HAR wants it; UTF-16 where a byte order mark says so (Windows tools write it). */
function decode(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return buffer.toString('utf16le');
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return buffer.toString(isAscii(buffer) ? 'latin1' : 'utf8');
}

/** Reads several HAR files as one recording, in order of start; ties in the order of the files. */
export function readFiles(
  files: readonly string[],
  isWanted: (url: string) => boolean,
  io: Pick<Io, 'readFile'>,
): FilesReading {
  const all: HarLeg[][] = [];
  for (const [index, path] of files.entries()) {
    let text: string;
    try {
      text = decode(io.readFile(path));
    } catch (error) {
      return { kind: 'unusable', sentence: `${path} ${failureOf(error)}.` };
    }
    const reading = readHarFile(text, `file ${index + 1}`, isWanted);
    if (reading.kind === 'problem')
      return { kind: 'unusable', sentence: `${path} ${PROBLEMS[reading.problem]}.` };
    all.push(reading.legs);
  }
  const [only = []] = all;
  return { kind: 'legs', legs: all.length === 1 ? only : asOneFile(all) };
}

export function fileNames(files: readonly string[]): string[] {
  return files.map((file) => basename(file));
}
