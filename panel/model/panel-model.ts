import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { ClockReading } from '../../src/core/clock/server-clock.ts';
import type { RecipeRun } from '../../src/core/faults/recipes/recipe.ts';
import { Fold, type Folding } from '../../src/core/recording/fold.ts';
import { type Followable, FollowedList } from '../../src/core/recording/growing-lists.ts';
import type { Reading } from '../../src/core/report/reading.ts';
import type { StorageReading } from '../../src/core/service/token-storage.ts';
import { isRefused } from '../../src/core/session/refused.ts';
import type {
  Connection,
  FaultsState,
  ProbeState,
  RefreshState,
  Session,
  Site,
} from '../../src/core/session/session.ts';
import { credentialInUse } from '../../src/core/session/whose-session.ts';
import { Analyser, type Analysis } from '../../src/core/verdict/analysis.ts';
import { clockInUse } from '../../src/core/verdict/clock-in-use.ts';
import { type CurrentCredential, currentStorage } from '../../src/core/verdict/current.ts';
import {
  asideOf,
  type LogEntry,
  type RequestEntry,
  type SocketEntry,
} from '../../src/core/verdict/entry.ts';
import { LogReader } from '../../src/core/verdict/log.ts';
import { createWantedFaults, type WantedFaults } from '../faults/wanted-faults.ts';
import type { Files } from '../files/files.ts';
import { createFilter, type Filter } from '../filter/filter.ts';
import type { SettingsStore } from '../settings.ts';
import { aboveLastFlagged } from './above-last-flagged.ts';
import { calmed } from './calmed.ts';
import { type KeptPlace, keepView, keptView } from './kept-view.ts';
import { createOverview, type Overview, overviewOfReport } from './overview.ts';
import { paced } from './pace.ts';
import { stoppedClock, wallClock } from './wall-clock.ts';

/** What the session says, read once after each change of it. */
export interface Snapshot {
  analysis: Analysis;
  entries: Followable<LogEntry>;
  current: CurrentCredential | null;
  /** whether the service refused that when it was last asked with it */
  isRefused: boolean;
  storage: StorageReading | null;
  connection: Connection;
  site: Site;
  isWatchOnly: boolean;
  isRecording: boolean;
  refresh: RefreshState;
  probe: ProbeState;
  faults: FaultsState;
  recipe: RecipeRun | null;
  /** requests that memory had no room for, here and before DevTools was open */
  letGo: number;
  /** of what the page told, how much was left out */
  leftOut: number;
  isBacklogFull: boolean;
}

export interface Counts {
  requests: number;
  /** requests and sockets */
  calls: number;
  /** of the calls, as the other two */
  flagged: number;
  /** by the service itself */
  refused: number;
  /** since a fault of ours made or broke them */
  simulated: number;
}

export interface PanelModel extends Overview, SettingsStore, Filter {
  session: Session;
  files: Files;
  wantedFaults: WantedFaults;
  snapshot: ReadonlySignal<Snapshot>;
  /** the snapshot for what takes longer than a frame to read from a large one: it changes seldom */
  calm: ReadonlySignal<Snapshot>;
  counts: ReadonlySignal<Counts>;
  /** the same of the rows that the filter's text asks */
  offeredCounts: ReadonlySignal<Counts>;
  /** the same of the rows that pass the filter */
  visibleCounts: ReadonlySignal<Counts>;
  /** the clock of the server that the current token goes to, where it is known */
  serverClock: ReadonlySignal<ClockReading | null>;
  /** ms by this computer; ticks each second, and stands at the end of what a file holds */
  now: ReadonlySignal<number>;
  /** ms by the server's clock where it is known, else by this computer's; ticks with `now` */
  serverNow: ReadonlySignal<number>;
  /** key of the row whose detail is open */
  opened: Signal<string | null>;
  /** changes when the opened row is to be scrolled to, though it was open before */
  revealed: Signal<number>;
  /** what is opened, as long as the recording holds it */
  openedEntry: ReadonlySignal<RequestEntry | SocketEntry | null>;
  /** looks up a row by the id of its request or socket use */
  entryOf: ReadonlySignal<(id: string) => LogEntry | undefined>;
  /** what the user made of the drawer; null while it is left to itself */
  drawer: Signal<DrawerState | null>;
  /** where the reader is in the grid; null: at its end */
  place: Signal<KeptPlace | null>;
}

export interface DrawerState {
  isOpen: boolean;
  /** id of a pane */
  tab: string;
}

/** What the report says that is shown; null where it is a recording that is judged. */
function toldBy({ source }: Session): Reading | null {
  return source.kind === 'file' ? source.told : null;
}

/** What is remembered of a session from one snapshot to the next. */
interface Readers {
  analyser: Analyser;
  log: LogReader;
}

function readSession(
  session: Session,
  { analyser, log }: Readers,
  expiringSeconds: number,
): Snapshot {
  const { recording, connection, site, isRecording, refresh, probe, faults, recipe } = session;
  const analysis = toldBy(session)?.analysis ?? analyser.read(expiringSeconds);
  const current = credentialInUse(analysis);
  // One that was never sent nobody has refused.
  const sent = current?.seenIn === 'storage' ? undefined : current?.token;
  return {
    analysis,
    entries: log.read(analysis),
    current,
    isRefused: sent !== undefined && isRefused(analysis, sent),
    storage: currentStorage(recording),
    connection,
    site,
    isWatchOnly: session.isWatchOnly,
    isRecording,
    refresh: { ...refresh },
    probe: { ...probe },
    faults: { ...faults },
    recipe,
    letGo: session.droppedBefore + recording.dropped,
    leftOut: recording.leftOut,
    isBacklogFull: session.isBacklogFull,
  };
}

const COUNTS: Folding<LogEntry, Counts> = {
  empty: () => ({ requests: 0, calls: 0, flagged: 0, refused: 0, simulated: 0 }),
  copy: (counts) => ({ ...counts }),
  add(counts, entry) {
    if (entry.kind === 'marker' || asideOf(entry)) return;
    counts.calls += 1;
    if (entry.kind === 'request') counts.requests += 1;
    if (entry.verdict.flags.length > 0) counts.flagged += 1;
    if (entry.verdict.outcome === 'rejected')
      counts[entry.sending.fault === null ? 'refused' : 'simulated'] += 1;
  },
};

/** Counts entries again and again as they come. */
function counter(): (entries: Followable<LogEntry>) => Counts {
  const followed = new FollowedList<LogEntry>();
  const counts = new Fold(COUNTS);
  return (entries) => counts.read(followed.read(entries));
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
  if (key === null) return null;
  const id = key.slice(key.indexOf('-') + 1);
  const entry = entries.findLast((each) => each.id === id && rowKey(each) === key);
  return !entry || entry.kind === 'marker' ? null : entry;
}

/** With so many rows, reading all that they show takes longer than a frame. */
const LARGE = 1_500;
/** How often (ms) a large one is looked at as a whole, and for each row that it has. */
const LOOK_EVERY_MS = 400;
const LOOK_EVERY_MS_PER_ROW = 0.1;

function restOf({ entries: { items } }: Snapshot): number {
  if (items.length < LARGE) return 0;
  return Math.max(LOOK_EVERY_MS, items.length * LOOK_EVERY_MS_PER_ROW);
}

/** The panel's state over a session, until `end`. Changes are taken together once per frame. */
export function createPanelModel(
  session: Session,
  store: SettingsStore,
  files: Files,
  end: AbortSignal,
): PanelModel {
  const told = toldBy(session);
  const readers = { analyser: new Analyser(session.recording), log: new LogReader() };
  const [count, countOffered, countVisible] = [counter(), counter(), counter()];
  const version = signal(0);
  const expiringSeconds = computed(() => store.settings.value.expiringSeconds);
  const snapshot = computed(() => {
    version.value;
    return readSession(session, readers, expiringSeconds.value);
  });
  const analysis = computed(() => snapshot.value.analysis);
  const entries = computed(() => snapshot.value.entries);
  const calm = calmed(snapshot, restOf, end);
  const calmAnalysis = computed(() => calm.value.analysis);
  const serverClock = computed(() => clockInUse(analysis.value));
  const { now, tick } =
    session.source.kind === 'file'
      ? stoppedClock(analysis.peek().lastAt || Date.now())
      : wallClock(() => serverClock.peek()?.offsetMs ?? 0, end);
  const readAgain = () => {
    batch(() => {
      version.value += 1;
      tick();
    });
    snapshot.peek();
  };
  session.subscribe(paced(readAgain, end), end);

  const kept = keptView(session);
  const opened = signal(kept.opened);
  const drawer = signal<DrawerState | null>(kept.drawer);
  const filter = createFilter(
    entries,
    analysis,
    calmAnalysis,
    store.settings,
    kept.filterText,
    end,
  );
  const place = signal(kept.place);
  const isNewFile = session.source.kind === 'file' && session.keptView === null;
  const top = isNewFile && aboveLastFlagged(filter.visible.peek().items);
  if (top) place.value = { key: rowKey(top), hiddenPx: 0, seenUntil: analysis.peek().lastAt };
  const stopKeeping = effect(() => {
    keepView(session, {
      filterText: filter.filterText.value,
      opened: opened.value,
      drawer: drawer.value,
      place: place.value,
    });
  });
  end.addEventListener('abort', stopKeeping, { once: true });
  return {
    session,
    files,
    wantedFaults: createWantedFaults(),
    ...store,
    snapshot,
    calm,
    counts: computed(() => count(entries.value)),
    offeredCounts: computed(() => countOffered(filter.offered.value)),
    visibleCounts: computed(() => countVisible(filter.visible.value)),
    ...filter,
    ...(told ? overviewOfReport(told) : createOverview({ calm: calmAnalysis, analysis, end })),
    serverClock,
    now,
    serverNow: computed(() => now.value + (serverClock.value?.offsetMs ?? 0)),
    opened,
    revealed: signal(0),
    openedEntry: computed(() => findOpened(entries.value.items, opened.value)),
    entryOf: computed(() => lookup(entries.value.items)),
    drawer,
    place,
  };
}

/** Opens the row of a request or socket by its id, and takes away the filters that hide it. */
export function openRow(model: PanelModel, id: string): void {
  const entry = model.entryOf.peek()(id);
  if (!entry) return;
  if (!model.visible.peek().items.includes(entry)) model.filterText.value = '';
  if (!model.visible.peek().items.includes(entry)) model.change({ apiOnly: false });
  model.opened.value = rowKey(entry);
  model.revealed.value += 1;
}
