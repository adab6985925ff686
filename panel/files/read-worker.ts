import { BrokenFile } from '../../src/core/har/broken-file.ts';
import { hostFilter } from '../../src/core/har/har-file.ts';
import { isHtml, reportBytesIn } from '../../src/core/report/document/packed.ts';
import {
  brokenFile,
  FileOpening,
  joinFiles,
  type OpenedFile,
  type OpenedTogether,
  openFile,
} from '../../src/core/report/opened-file.ts';
import { readAddedHosts } from '../../src/core/service/added-hosts.ts';
import { KnownHosts } from '../../src/core/service/known-hosts.ts';
import { futureGuide, HOST_PATTERNS } from '../../src/futureguide.ts';

/** What the panel asks for: these files, with requests to these hosts besides the service's. */
export interface ReadOrder {
  files: readonly File[];
  hosts: readonly string[];
  /** the user's own hosts, as they were kept */
  added: unknown;
}

/** How far it is, in bytes of all files; at last what they are, null where one cannot be read. */
export type ReadAnswer =
  | { kind: 'read'; bytes: number }
  | { kind: 'opened'; opened: OpenedTogether | null };

const PIECE_BYTES = 4 * 2 ** 20;
const BEGINNING_BYTES = 64;

const answer = (answer: ReadAnswer) => self.postMessage(answer);

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}

async function* piecesOf(file: File): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < file.size; from += PIECE_BYTES)
    yield await bytesOf(file.slice(from, from + PIECE_BYTES));
}

async function open(
  file: File,
  name: string,
  isWanted: (url: string) => boolean,
  note: (bytes: number) => void,
): Promise<OpenedFile> {
  if (isHtml(await bytesOf(file.slice(0, BEGINNING_BYTES))))
    return openFile(await reportBytesIn(await bytesOf(file)), name, isWanted);
  const opening = new FileOpening(name, isWanted);
  for await (const piece of piecesOf(file)) {
    if (!opening.push(piece)) break;
    note(piece.length);
  }
  const opened = opening.end();
  if (opened) return opened;
  const broken = new BrokenFile();
  for await (const piece of piecesOf(file)) broken.push(piece);
  return brokenFile(broken.end());
}

async function read({ files, hosts, added }: ReadOrder): Promise<OpenedTogether> {
  const known = new KnownHosts(futureGuide, HOST_PATTERNS, readAddedHosts(added));
  const isNamed = hostFilter(futureGuide.isServiceHost, hosts);
  const isWanted = (url: string) => isNamed(url) || known.counts(url);
  const opened = [];
  let bytes = 0;
  const note = (more: number) => {
    bytes += more;
    answer({ kind: 'read', bytes });
  };
  for (const [index, file] of files.entries())
    opened.push(await open(file, `file ${index + 1}`, isWanted, note));
  return joinFiles(opened);
}

/** Away from the panel's own thread: a large file takes seconds. */
self.addEventListener('message', ({ data }: MessageEvent<ReadOrder>) => {
  read(data).then(
    (opened) => answer({ kind: 'opened', opened }),
    () => answer({ kind: 'opened', opened: null }),
  );
});
