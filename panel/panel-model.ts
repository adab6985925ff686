import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Analysis, analyse } from '../src/core/analysis.ts';
import { type CurrentCredential, currentCredential, currentStorage } from '../src/core/current.ts';
import { type LogEntry, type RequestEntry, readLog, type SocketEntry } from '../src/core/log.ts';
import type { ClockReading } from '../src/core/server-clock.ts';
import type { Connection, ProbeState, RefreshState, Session, Site } from '../src/core/session.ts';
import type { StorageReading } from '../src/core/token-storage.ts';
import { clockInUse } from './credential/server-clock-words.ts';
import { applyFilter } from './filter/filter.ts';
import { createOverview, type Overview } from './overview.ts';
import { paced } from './parts/pace.ts';
import { wallClock } from './parts/wall-clock.ts';
import type { SettingsStore } from './settings.ts';

/** What the session says, read once after each change of it. */
export interface Snapshot {
  analysis: Analysis;
  entries: readonly LogEntry[];
  current: CurrentCredential | null;
  storage: StorageReading | null;
  connection: Connection;
  site: Site;
  isRecording: boolean;
  refresh: RefreshState;
  probe: ProbeState;
  /** requests that memory had no room for, here and before DevTools was open */
  letGo: number;
}

export interface Counts {
  requests: number;
  flagged: number;
}

export interface PanelModel extends Overview, SettingsStore {
  session: Session;
  snapshot: ReadonlySignal<Snapshot>;
  counts: ReadonlySignal<Counts>;
  /** what the filter lets through */
  visible: ReadonlySignal<readonly LogEntry[]>;
  /** the clock of the server that the current token goes to, where it is known */
  serverClock: ReadonlySignal<ClockReading | null>;
  /** ms by this computer; ticks each second */
  now: ReadonlySignal<number>;
  /** ms by the server's clock where it is known, else by this computer's; ticks with `now` */
  serverNow: ReadonlySignal<number>;
  filterText: Signal<string>;
  flaggedOnly: Signal<boolean>;
  /** key of the row whose detail is open */
  opened: Signal<string | null>;
  /** what is opened, as long as the recording holds it */
  openedEntry: ReadonlySignal<RequestEntry | SocketEntry | null>;
  /** looks up a row by the id of its request or socket use */
  entryOf: ReadonlySignal<(id: string) => LogEntry | undefined>;
  /** what the user made of the drawer; null while it is left to itself */
  drawer: Signal<DrawerState | null>;
}

export type DrawerTab = 'findings' | 'health';

export interface DrawerState {
  isOpen: boolean;
  tab: DrawerTab;
}

function readSession(session: Session): Snapshot {
  const { recording, connection, site, isRecording, refresh, probe, droppedBefore } = session;
  const analysis = analyse(recording);
  return {
    analysis,
    entries: readLog(analysis),
    current: currentCredential(recording),
    storage: currentStorage(recording),
    connection,
    site,
    isRecording,
    refresh: { ...refresh },
    probe: { ...probe },
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

/** Looks rows up by their id; the table is made when it is first asked. */
function lookup(entries: readonly LogEntry[]): (id: string) => LogEntry | undefined {
  let byId: Map<string, LogEntry> | null = null;
  return (id) => {
    byId ??= new Map(
      entries.flatMap((entry) => (entry.kind === 'marker' ? [] : [[entry.id, entry] as const])),
    );
    return byId.get(id);
  };
}

function findOpened(entries: readonly LogEntry[], key: string | null) {
  const entry = key === null ? undefined : entries.find((each) => rowKey(each) === key);
  return !entry || entry.kind === 'marker' ? null : entry;
}

/** The panel's state over a session, until `end`. Changes are taken together once per frame. */
export function createPanelModel(
  session: Session,
  store: SettingsStore,
  end: AbortSignal,
): PanelModel {
  const version = signal(0);
  const snapshot = computed(() => {
    version.value;
    return readSession(session);
  });
  const analysis = computed(() => snapshot.value.analysis);
  const entries = computed(() => snapshot.value.entries);
  const serverClock = computed(() => clockInUse(analysis.value));
  const { now, tick } = wallClock(() => serverClock.peek()?.offsetMs ?? 0, end);
  const readAgain = () => {
    batch(() => {
      version.value += 1;
      tick();
    });
    snapshot.peek();
  };
  session.subscribe(paced(readAgain, end), end);

  const opened = signal<string | null>(null);
  const filterText = signal('');
  const flaggedOnly = signal(false);
  return {
    session,
    ...store,
    snapshot,
    counts: computed(() => count(entries.value)),
    visible: computed(() =>
      applyFilter(entries.value, { text: filterText.value, flaggedOnly: flaggedOnly.value }),
    ),
    ...createOverview(analysis, end),
    serverClock,
    now,
    serverNow: computed(() => now.value + (serverClock.value?.offsetMs ?? 0)),
    filterText,
    flaggedOnly,
    opened,
    openedEntry: computed(() => findOpened(entries.value, opened.value)),
    entryOf: computed(() => lookup(entries.value)),
    drawer: signal<DrawerState | null>(null),
  };
}

/** Opens the row of a request or socket by its id, and takes away a filter that hides it. */
export function openRow(model: PanelModel, id: string): void {
  const entry = model.entryOf.peek()(id);
  if (!entry) return;
  if (!model.visible.peek().includes(entry)) {
    model.filterText.value = '';
    model.flaggedOnly.value = false;
  }
  model.opened.value = rowKey(entry);
}
