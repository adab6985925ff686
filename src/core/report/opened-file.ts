import { type Broken, BrokenFile } from '../har/broken-file.ts';
import { asOneFile } from '../har/har-file.ts';
import { HarLegsReader } from '../har/har-legs.ts';
import { HarStream } from '../har/har-stream.ts';
import type { JsonBreak } from '../har/json-break.ts';
import type { HarLeg } from '../recording/observation.ts';
import { fieldsOf } from '../token/json.ts';
import { looksLikeReport, type ReportProblem, readReport } from './reading/read-report.ts';
import type { ReportFile } from './report-schema.ts';

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
  | { kind: 'report'; report: ReportFile }
  | { kind: 'problem'; problem: FileProblem };

const ZIP = [0x50, 0x4b];
const GZIP = [0x1f, 0x8b];

const problem = (problem: FileProblem): OpenedFile => ({ kind: 'problem', problem });

function openOther(value: unknown): OpenedFile {
  if (!looksLikeReport(value)) return problem({ kind: 'not-har' });
  const reading = readReport(value);
  return reading.kind === 'report'
    ? reading
    : problem({ kind: 'not-report', problem: reading.problem });
}

function openHar(entries: HarLegsReader, value: unknown): OpenedFile {
  const { legs, isSanitised } = entries.read(fieldsOf(fieldsOf(value).log));
  if (legs.length > 0) return { kind: 'har', legs, isSanitised };
  const hosts = entries.hosts();
  return problem(hosts.length > 0 ? { kind: 'other-hosts', hosts } : { kind: 'no-entries' });
}

function packing(bytes: Uint8Array): 'zip' | 'gzip' | null {
  const beginsWith = (mark: readonly number[]) =>
    mark.every((byte, index) => bytes[index] === byte);
  if (beginsWith(ZIP)) return 'zip';
  return beginsWith(GZIP) ? 'gzip' : null;
}

/**
 * A file as a person opens it, piece by piece: a HAR of any producer and size, or our report. `name`
 * tells the legs of one file from those of another, `isWanted` says which URLs count.
 */
export class FileOpening {
  readonly #stream: HarStream<HarLegsReader>;
  #packing: 'zip' | 'gzip' | null = null;
  #isBegun = false;

  constructor(name: string, isWanted: (url: string) => boolean) {
    this.#stream = new HarStream(() => new HarLegsReader(name, isWanted));
  }

  /** False where no more of it is needed. */
  push(piece: Uint8Array): boolean {
    if (!this.#isBegun) this.#packing = packing(piece);
    this.#isBegun = true;
    return this.#packing === null && this.#stream.push(piece);
  }

  /** Null where it is no JSON: then `BrokenFile` finds out why. */
  end(): OpenedFile | null {
    if (this.#packing) return problem({ kind: this.#packing });
    const read = this.#stream.end();
    if (read.kind === 'broken') return null;
    if (read.kind === 'har' && !looksLikeReport(read.value))
      return openHar(read.entries, read.value);
    return openOther(read.value);
  }
}

/** What is wrong with a file that is no JSON. */
export function brokenFile({ isBlank, hasNul, at }: Broken): OpenedFile {
  if (hasNul) return problem({ kind: 'not-text' });
  return problem(isBlank ? { kind: 'empty' } : { kind: 'not-json', at });
}

/** A file that is there as a whole. */
export function openFile(
  bytes: Uint8Array,
  name: string,
  isWanted: (url: string) => boolean,
): OpenedFile {
  const opening = new FileOpening(name, isWanted);
  opening.push(bytes);
  const opened = opening.end();
  if (opened) return opened;
  const broken = new BrokenFile();
  broken.push(bytes);
  return brokenFile(broken.end());
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
