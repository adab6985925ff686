import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type CurrentCredential, currentCredential, currentStorage } from '../src/core/current.ts';
import { type LogEntry, readLog } from '../src/core/log.ts';
import type { Connection, RefreshState, Session, Site } from '../src/core/session.ts';
import type { StorageReading } from '../src/core/token-storage.ts';
import { applyFilter } from './filter.ts';
import { nextFrame } from './next-frame.ts';
import { wallClock } from './wall-clock.ts';

/** What the session says, read once after each change of it. */
export interface Snapshot {
  entries: readonly LogEntry[];
  current: CurrentCredential | null;
  storage: StorageReading | null;
  connection: Connection;
  site: Site;
  isRecording: boolean;
  refresh: RefreshState;
  /** requests that memory had no room for, here and before DevTools was open */
  letGo: number;
}

export interface Counts {
  requests: number;
  flagged: number;
}

export interface PanelModel {
  session: Session;
  snapshot: ReadonlySignal<Snapshot>;
  counts: ReadonlySignal<Counts>;
  /** what the filter lets through */
  visible: ReadonlySignal<readonly LogEntry[]>;
  /** ms; ticks each second */
  now: ReadonlySignal<number>;
  filterText: Signal<string>;
  flaggedOnly: Signal<boolean>;
  /** key of the row whose detail is open */
  opened: Signal<string | null>;
}

function readSession(session: Session): Snapshot {
  const { recording, connection, site, isRecording, refresh, droppedBefore } = session;
  return {
    entries: readLog(recording),
    current: currentCredential(recording),
    storage: currentStorage(recording),
    connection,
    site,
    isRecording,
    refresh: { ...refresh },
    letGo: droppedBefore + recording.dropped,
  };
}

function count(entries: readonly LogEntry[]): Counts {
  let requests = 0;
  let flagged = 0;
  for (const entry of entries) {
    if (entry.kind !== 'request') continue;
    requests += 1;
    if (entry.verdict.flags.length > 0) flagged += 1;
  }
  return { requests, flagged };
}

/** Identifies a row over all kinds. */
export function rowKey({ kind, id }: LogEntry): string {
  return `${kind}-${id}`;
}

/** The panel's state over a session, until `end`. Changes are taken together once per frame. */
export function createPanelModel(session: Session, end: AbortSignal): PanelModel {
  const version = signal(0);
  let cancel: (() => void) | null = null;
  const bump = () => {
    cancel = null;
    version.value += 1;
  };
  session.subscribe(() => {
    cancel ??= nextFrame(bump);
  }, end);
  end.addEventListener('abort', () => cancel?.(), { once: true });

  const snapshot = computed(() => {
    version.value;
    return readSession(session);
  });
  const entries = computed(() => snapshot.value.entries);
  const filterText = signal('');
  const flaggedOnly = signal(false);
  return {
    session,
    snapshot,
    counts: computed(() => count(entries.value)),
    visible: computed(() =>
      applyFilter(entries.value, { text: filterText.value, flaggedOnly: flaggedOnly.value }),
    ),
    now: wallClock(end),
    filterText,
    flaggedOnly,
    opened: signal<string | null>(null),
  };
}
