import { constants, isAscii } from 'node:buffer';
import { basename, resolve } from 'node:path';
import { BrokenFile } from '../core/har/broken-file.ts';
import { asOneFile } from '../core/har/har-file.ts';
import { HarLegsReader } from '../core/har/har-legs.ts';
import { type EntryReader, HarStream } from '../core/har/har-stream.ts';
import { notJson } from '../core/har/json-break.ts';
import { englishUtc } from '../core/language/english.ts';
import type { HarLeg } from '../core/recording/observation.ts';
import { type Fields, fieldsOf } from '../core/token/json.ts';
import type { FilePieces, Io } from './io.ts';
import { ReadingProgress } from './reading-progress.ts';

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
  // So the engine says that a text is longer than it can hold.
  if (error instanceof RangeError) return TOO_LARGE;
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

/** Says that a file would be lost that is read; null where none would. */
export function writtenOver(
  files: readonly string[],
  targets: readonly string[],
  option: string,
): string | null {
  const originals = new Set(files.map((file) => resolve(file)));
  const over = targets.find((path) => originals.has(resolve(path)));
  return over === undefined
    ? null
    : `${over} would be written over; ${option} takes another place.`;
}

/** UTF-8 as HAR wants it; UTF-16 where a byte order mark says so (Windows tools write it). */
function decode(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return buffer.toString('utf16le');
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return buffer.toString(isAscii(buffer) ? 'latin1' : 'utf8');
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

/** Why a file is no JSON. */
function brokenSentence(path: string, file: FilePieces): string {
  const broken = new BrokenFile();
  for (const piece of file.pieces()) broken.push(piece);
  const { isBlank, at } = broken.end();
  return isBlank ? `${path} is empty.` : englishUtc.tell(notJson(path, at));
}

/** A HAR whose entries were read, with what stands beside them; or why it cannot be read. */
export type HarFileReading<R> =
  | { kind: 'har'; entries: R; log: Fields }
  | { kind: 'unusable'; sentence: string };

/** Reads a HAR of any size, entry by entry. */
export function readHarEntries<R extends EntryReader>(
  path: string,
  makeReader: () => R,
  io: Pick<Io, 'openFile' | 'err' | 'isErrorTerminal'>,
): HarFileReading<R> {
  try {
    const file = io.openFile(path);
    const stream = new HarStream(makeReader);
    const progress = new ReadingProgress(path, file.bytes, io);
    for (const piece of file.pieces()) {
      if (!stream.push(piece)) break;
      progress.add(piece.length);
    }
    progress.end();
    const read = stream.end();
    if (read.kind === 'har')
      return { kind: 'har', entries: read.entries, log: fieldsOf(fieldsOf(read.value).log) };
    const sentence =
      read.kind === 'broken'
        ? brokenSentence(path, file)
        : `${path} is JSON but not a HAR: it has no log.entries.`;
    return { kind: 'unusable', sentence };
  } catch (error) {
    return { kind: 'unusable', sentence: `${path} ${failureOf(error)}.` };
  }
}

/** Reads HAR files, each by itself. */
export function readFiles(
  files: readonly string[],
  isWanted: (url: string) => boolean,
  io: Pick<Io, 'openFile' | 'err' | 'isErrorTerminal'>,
): FilesReading {
  const all: ReadFile[] = [];
  for (const [index, path] of files.entries()) {
    const makeReader = () => new HarLegsReader(`file ${index + 1}`, isWanted);
    const reading = readHarEntries(path, makeReader, io);
    if (reading.kind === 'unusable') return reading;
    const { legs, entries, isSanitised } = reading.entries.read(reading.log);
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
