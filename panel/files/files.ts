import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { FileProblem } from '../../src/core/report/opened-file.ts';
import type { KeptFiles, Session } from '../../src/core/session/session.ts';
import type { FileSession } from './file-session.ts';

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

/** What reading changes. */
export type Opened = Pick<Files, 'failure'> & {
  session: Signal<FileSession | null>;
  progress: Signal<Progress | null>;
};

/**
 * Reads files on request, one lot at a time, until `end`; first those that the live session keeps open
 * from an earlier document.
 */
export function createFiles(live: Session, end: AbortSignal): Files {
  const opened: Opened = { session: signal(null), progress: signal(null), failure: signal(null) };
  let reading = new AbortController();

  const cancel = () => {
    reading.abort();
    opened.progress.value = null;
  };
  end.addEventListener('abort', cancel, { once: true });

  const open = (lot: KeptFiles) => {
    cancel();
    opened.failure.value = null;
    reading = new AbortController();
    const { signal } = reading;
    // Fetched when something is opened for the first time.
    import('./open-lot.ts').then(({ openLot }) => {
      if (!signal.aborted) void openLot(lot, live, opened, open, signal);
    });
  };

  if (live.keptFiles) open(live.keptFiles);
  return {
    ...opened,
    isAsking: signal(live.site === 'no-tab'),
    isComparing: signal(false),
    pasted: signal(''),
    open: (files) => open({ files, hosts: [], view: null }),
    cancel,
    backToLive: () => {
      live.keptFiles = null;
      opened.session.value = null;
    },
  };
}
