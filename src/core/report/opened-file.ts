import { asOneFile, hostsInHar, isBlank, parseFile, readHar } from '../har/har-file.ts';
import { findJsonBreak, type JsonBreak } from '../har/json-break.ts';
import type { HarLeg } from '../recording/observation.ts';
import { looksLikeReport, type ReportProblem, readReport } from './reading/read-report.ts';
import type { ToldReport } from './reading/schema.ts';

/** Why a file shows nothing. */
export type FileProblem =
  | { kind: 'empty' | 'zip' | 'gzip' | 'not-text' | 'not-har' | 'no-entries' }
  | { kind: 'not-json'; at: JsonBreak | null }
  /** not one of its entries went to a host that counts; most entries first */
  | { kind: 'other-hosts'; hosts: string[] }
  | { kind: 'not-report'; problem: ReportProblem };

/** What a file turned out to be. */
export type OpenedFile =
  | { kind: 'har'; legs: HarLeg[]; isSanitised: boolean }
  | { kind: 'report'; report: ToldReport }
  | { kind: 'problem'; problem: FileProblem };

const ZIP = [0x50, 0x4b];
const GZIP = [0x1f, 0x8b];
const UTF16_LE = [0xff, 0xfe];
const UTF16_BE = [0xfe, 0xff];

const problem = (problem: FileProblem): OpenedFile => ({ kind: 'problem', problem });

/** UTF-8 as HAR wants it; UTF-16 where a byte order mark says so (Windows tools write it). */
function decode(bytes: Uint8Array): string | FileProblem {
  const beginsWith = (mark: readonly number[]) =>
    mark.every((byte, index) => bytes[index] === byte);
  if (beginsWith(ZIP)) return { kind: 'zip' };
  if (beginsWith(GZIP)) return { kind: 'gzip' };
  if (beginsWith(UTF16_LE)) return new TextDecoder('utf-16le').decode(bytes);
  if (beginsWith(UTF16_BE)) return new TextDecoder('utf-16be').decode(bytes);
  const text = new TextDecoder('utf-8').decode(bytes);
  return text.includes('\0') ? { kind: 'not-text' } : text;
}

function openJson(value: unknown, name: string, isWanted: (url: string) => boolean): OpenedFile {
  if (looksLikeReport(value)) {
    const reading = readReport(value);
    return reading.kind === 'report'
      ? reading
      : problem({ kind: 'not-report', problem: reading.problem });
  }
  const reading = readHar(value, name, isWanted);
  if (reading.kind === 'problem') return problem({ kind: 'not-har' });
  const { legs, isSanitised } = reading;
  if (legs.length > 0) return { kind: 'har', legs, isSanitised };
  const hosts = hostsInHar(value);
  return problem(hosts.length > 0 ? { kind: 'other-hosts', hosts } : { kind: 'no-entries' });
}

/**
 * A file as a person opens it: a HAR of any producer, or our report. `name` tells the legs of one
 * file from those of another, `isWanted` says which URLs count.
 */
export function openFile(
  bytes: Uint8Array,
  name: string,
  isWanted: (url: string) => boolean,
): OpenedFile {
  const text = decode(bytes);
  if (typeof text !== 'string') return problem(text);
  if (isBlank(text)) return problem({ kind: 'empty' });
  const value = parseFile(text);
  return value === undefined
    ? problem({ kind: 'not-json', at: findJsonBreak(text) })
    : openJson(value, name, isWanted);
}

/** Files that were opened together, as one; a problem is that of the file with this index. */
export type OpenedTogether =
  | Exclude<OpenedFile, { kind: 'problem' }>
  | { kind: 'problem'; index: number; problem: FileProblem | { kind: 'mixed' } };

/** A file that is whole, but has nothing for us. */
const isBarren = ({ kind }: FileProblem) => kind === 'no-entries' || kind === 'other-hosts';

/** Several HAR files make one recording, ties in the order of the files; a report stands alone. */
export function joinFiles(files: readonly OpenedFile[]): OpenedTogether {
  const legs: HarLeg[][] = [];
  let isSanitised = true;
  let barren: OpenedTogether | null = null;
  for (const [index, file] of files.entries()) {
    if (file.kind === 'problem') {
      const found = { kind: 'problem', index, problem: file.problem } as const;
      if (!isBarren(file.problem)) return found;
      barren ??= found;
    } else if (file.kind === 'report') {
      return files.length === 1 ? file : { kind: 'problem', index, problem: { kind: 'mixed' } };
    } else {
      legs.push(file.legs);
      isSanitised &&= file.isSanitised;
    }
  }
  const [only = []] = legs;
  if (barren && legs.length === 0) return barren;
  return { kind: 'har', legs: legs.length === 1 ? only : asOneFile(legs), isSanitised };
}
