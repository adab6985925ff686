import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { FileProblem, OpenedTogether } from '../../src/core/report/opened-file.ts';
import type { Session } from '../../src/core/session/session.ts';
import type { FileSession } from './file-session.ts';
import type { ReadAnswer, ReadOrder } from './read-worker.ts';
import { keptHosts, startReader } from './start-reader.ts';

/** All files together; what is kept of them must find room in the panel. */
export const MAX_FILE_BYTES = 2 ** 31;

/** What is opened: a HAR, `report.json`, or the page of a report. */
export const ACCEPTED = '.har,.json,.html';

/** Why nothing new is shown. */
export interface Failure {
  name: string;
  problem: FileProblem | { kind: 'mixed' | 'unreadable' | 'too-large' };
  /** opens them again with the requests to every host, where that would help */
  withAllHosts: (() => void) | null;
}

/** Files that are being read. */
export interface Progress {
  names: readonly string[];
  bytes: number;
  /** bytes that were read of them */
  read: number;
}

/** What is opened beside the live session, and how it stands with opening it. */
export interface Files {
  /** what is shown instead of the live session; null: the live one is shown */
  session: ReadonlySignal<FileSession | null>;
  progress: ReadonlySignal<Progress | null>;
  failure: Signal<Failure | null>;
  /** whether the dialog for files and tokens is open */
  isAsking: Signal<boolean>;
  /** whether the dialog is open that compares what is shown with a file */
  isComparing: Signal<boolean>;
  /** what was pasted into it; it goes with the dialog */
  pasted: Signal<string>;
  /** What is open stays open until these can be shown. */
  open(files: readonly File[]): void;
  cancel(): void;
  backToLive(): void;
}

const EVERY_HOST = ['*'];

/**
 * Reads files on request, one lot at a time, until `end`; first those that the live session keeps open
 * from an earlier document.
 */
export function createFiles(live: Session, end: AbortSignal): Files {
  const session = signal<FileSession | null>(null);
  const progress = signal<Progress | null>(null);
  const failure = signal<Failure | null>(null);
  let worker: Worker | null = null;

  const cancel = () => {
    worker?.terminate();
    worker = null;
    progress.value = null;
  };
  end.addEventListener('abort', cancel, { once: true });

  const keep = {
    view: () => live.keptFiles?.view ?? null,
    keep(view: string | null) {
      if (live.keptFiles) live.keptFiles = { ...live.keptFiles, view };
    },
  };
  const read = (files: readonly File[], hosts: readonly string[], view: string | null = null) => {
    cancel();
    failure.value = null;
    const [first] = files;
    if (!first) return;
    const names = files.map(({ name }) => name);
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    const fail = (index: number, problem: Failure['problem']) => {
      const withAllHosts = problem.kind === 'other-hosts' ? () => read(files, EVERY_HOST) : null;
      failure.value = { name: names[index] ?? first.name, problem, withAllHosts };
    };
    if (bytes > MAX_FILE_BYTES) {
      fail(0, { kind: 'too-large' });
      return;
    }
    const added = keptHosts();
    const take = async (opened: OpenedTogether | null) => {
      const reader = worker;
      const reading = await import('./file-session.ts').catch(() => null);
      const kept = await added;
      // Meanwhile it may have been cancelled, or others opened.
      if (worker !== reader) return;
      cancel();
      if (!opened || !reading) fail(0, { kind: 'unreadable' });
      else if (opened.kind === 'problem') fail(opened.index, opened.problem);
      else {
        live.keptFiles = { files, hosts, view };
        session.value = reading.sessionOf(opened, names, kept, keep);
      }
    };
    progress.value = { names, bytes, read: 0 };
    const reader = startReader();
    worker = reader;
    worker.onmessage = ({ data }: MessageEvent<ReadAnswer>) => {
      if (data.kind === 'opened') void take(data.opened);
      else progress.value = { names, bytes, read: data.bytes };
    };
    worker.onerror = () => void take(null);
    void added.then((kept) => {
      reader.postMessage({ files, hosts, added: kept } satisfies ReadOrder);
    });
  };

  const { keptFiles } = live;
  if (keptFiles) read(keptFiles.files, keptFiles.hosts, keptFiles.view);
  return {
    session,
    progress,
    failure,
    isAsking: signal(live.site === 'no-tab'),
    isComparing: signal(false),
    pasted: signal(''),
    open: (files) => read(files, []),
    cancel,
    backToLive: () => {
      live.keptFiles = null;
      session.value = null;
    },
  };
}
