import { constants, isAscii } from 'node:buffer';
import { basename } from 'node:path';
import { asOneFile, type HarProblem, readHarFile } from '../core/har/har-file.ts';
import { findJsonBreak } from '../core/har/json-break.ts';
import { notJson } from '../core/har/not-json.ts';
import { englishUtc } from '../core/language/english.ts';
import type { HarLeg } from '../core/recording/observation.ts';
import type { Io } from './io.ts';

/** A file that was read. */
export interface ReadFile {
  path: string;
  legs: HarLeg[];
  /** all entries of the file, also those to other hosts */
  entries: number;
  /** its producer left out the headers that carry tokens */
  isSanitised: boolean;
}

/** All files, or the sentence that says which is unusable and why. */
export type FilesReading =
  | { kind: 'files'; files: ReadFile[] }
  | { kind: 'unusable'; sentence: string };

const PROBLEMS: Record<Exclude<HarProblem, 'not-json'>, string> = {
  empty: 'is empty',
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

const WRITE_FAILURES: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder does not exist',
  EISDIR: 'it is a directory',
  EACCES: 'that is not allowed to you',
  EPERM: 'that is not allowed to you',
  EROFS: 'its disk is read-only',
  ENOSPC: 'its disk is full',
};

/** Why a file could not be written. */
export function writeFailure(path: string, error: unknown): string {
  const { code } = error as { code?: unknown };
  const name = typeof code === 'string' ? code : 'unknown error';
  return `${path} cannot be written: ${WRITE_FAILURES[name] ?? name}.`;
}

/** UTF-8 as HAR wants it; UTF-16 where a byte order mark says so (Windows tools write it). */
function decode(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return buffer.toString('utf16le');
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return buffer.toString(isAscii(buffer) ? 'latin1' : 'utf8');
}

export function sentenceOf(problem: HarProblem, path: string, text: string): string {
  if (problem === 'not-json') return englishUtc.tell(notJson(path, findJsonBreak(text)));
  return `${path} ${PROBLEMS[problem]}.`;
}

/** The text of a file, or the sentence that says why it cannot be read. */
export type TextReading = { kind: 'text'; text: string } | { kind: 'unusable'; sentence: string };

export function readText(path: string, io: Pick<Io, 'readFile'>): TextReading {
  try {
    return { kind: 'text', text: decode(io.readFile(path)) };
  } catch (error) {
    return { kind: 'unusable', sentence: `${path} ${failureOf(error)}.` };
  }
}

/** Reads HAR files, each by itself. */
export function readFiles(
  files: readonly string[],
  isWanted: (url: string) => boolean,
  io: Pick<Io, 'readFile'>,
): FilesReading {
  const all: ReadFile[] = [];
  for (const [index, path] of files.entries()) {
    const read = readText(path, io);
    if (read.kind === 'unusable') return read;
    const reading = readHarFile(read.text, `file ${index + 1}`, isWanted);
    if (reading.kind === 'problem')
      return { kind: 'unusable', sentence: sentenceOf(reading.problem, path, read.text) };
    const { legs, entries, isSanitised } = reading;
    all.push({ path, legs, entries, isSanitised });
  }
  return { kind: 'files', files: all };
}

/** Several files as one recording, in order of start; ties in the order of the files. */
export function legsOf(files: readonly ReadFile[]): HarLeg[] {
  const [only] = files;
  return files.length === 1 && only ? only.legs : asOneFile(files.map(({ legs }) => legs));
}

export function fileNames(files: readonly string[]): string[] {
  return files.map((file) => basename(file));
}
