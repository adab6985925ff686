import { basename, join } from 'node:path';
import { outletOf, redactedHarPieces } from '../core/har/har-export.ts';
import { visibleInLine } from '../core/language/visible.ts';
import type { ReportTool } from '../core/report/report.ts';
import type { RedactOptions } from './arguments.ts';
import { analysisOfFiles } from './audit.ts';
import { checkFiles } from './check-files.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { readJudging } from './profile.ts';
import { type ReadFile, readFiles, writeFailure, writtenOver } from './read-files.ts';
import { replacedSentence } from './replaced-sentence.ts';
import { inLongPieces } from './write-pieces.ts';

/** Where each file goes to, or why it cannot. */
type Targets = { kind: 'paths'; paths: (string | null)[] } | { kind: 'unusable'; sentence: string };

function targetsOf({ files, output }: RedactOptions, io: Io): Targets {
  if (output === null) return { kind: 'paths', paths: files.map(() => null) };
  const isFolder = files.length > 1 || io.isFolder(output);
  const paths = files.map((file) => (isFolder ? join(output, basename(file)) : output));
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined)
    return { kind: 'unusable', sentence: `Two of the files would be written to ${twice}.` };
  const over = writtenOver(files, paths, '-o');
  return over === null ? { kind: 'paths', paths } : { kind: 'unusable', sentence: over };
}

function unusable(sentence: string, io: Io): ExitCode {
  io.err(`${visibleInLine(sentence)}\n`);
  return EXIT.unusable;
}

function* withLineEnd(pieces: Iterable<string>): Generator<string> {
  yield* pieces;
  yield '\n';
}

/** The sentence that says why it could not be written; null where it was. */
function write(path: string | null, pieces: Iterable<string>, io: Io): string | null {
  if (path === null) {
    for (const piece of inLongPieces(pieces)) io.out(piece);
    return null;
  }
  try {
    io.writePieces(path, pieces);
    return null;
  } catch (error) {
    return writeFailure(path, error);
  }
}

/** Writes HAR files that may be given away, and says what is no longer in them. */
export function redact(options: RedactOptions, tool: ReportTool, io: Io): ExitCode {
  const { files, hosts, output, check } = options;
  if (check) return checkFiles(files, io);
  const targets = targetsOf(options, io);
  if (targets.kind === 'unusable') return unusable(targets.sentence, io);
  const known = readJudging(options.profile, hosts, io);
  if (known.kind === 'unusable') return unusable(known.sentence, io);
  const { profile, isWanted } = known.judging;
  const reading = readFiles(files, isWanted, io);
  if (reading.kind === 'unusable') return unusable(reading.sentence, io);
  const barren = reading.files.find(({ legs }) => legs.length === 0);
  if (barren)
    return unusable(
      `${barren.path} has no request to the service in it; --host takes other hosts as well.`,
      io,
    );
  const analysed = (some: readonly ReadFile[]) => analysisOfFiles(some, profile);
  // What is secret in one file is secret in all, and people have the same number in each.
  const together = analysed(reading.files);
  const outlet = outletOf(together);
  if (output !== null && files.length > 1) io.makeFolder(output);
  for (const [index, file] of reading.files.entries()) {
    const analysis = reading.files.length === 1 ? together : analysed([file]);
    const before = outlet.counts();
    const pieces = withLineEnd(redactedHarPieces(analysis, tool, undefined, outlet));
    const failure = write(targets.paths[index] ?? null, pieces, io);
    if (failure !== null) return unusable(failure, io);
    io.err(`${visibleInLine(replacedSentence(file, outlet.counts(), before))}\n`);
  }
  return EXIT.ok;
}
