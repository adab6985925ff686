import type { FaultOutcome, Touched } from '../../src/core/faults/outcome.ts';
import type { HarLeg } from '../../src/core/recording/observation.ts';
import type { Recorded } from '../../src/core/recording/recorded.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import { NO_LIMITS } from '../../src/core/recording/recording-limits.ts';
import type { OpenedTogether } from '../../src/core/report/opened-file.ts';
import { readingOf } from '../../src/core/report/reading/reading-of.ts';
import { readAddedHosts } from '../../src/core/service/added-hosts.ts';
import { KnownHosts } from '../../src/core/service/known-hosts.ts';
import type { ServiceProfile } from '../../src/core/service/service-profile.ts';
import type {
  FaultsState,
  FileSource,
  ProbeState,
  RefreshState,
  Session,
} from '../../src/core/session/session.ts';
import { futureGuide, HOST_PATTERNS } from '../../src/futureguide.ts';

let opened = 0;

const NO_FAULT: FaultOutcome = { kind: 'unavailable', reason: 'no-page' };

/** Where the view of files is kept: with the live session, which outlives this document. */
export interface KeptFileView {
  view(): string | null;
  keep(view: string | null): void;
}

/** What lies in files: it never changes, and nothing can be done to it. */
export class FileSession implements Session {
  readonly connection = 'connected';
  readonly site = 'service';
  readonly isWatchOnly = false;
  readonly isRecording = false;
  readonly droppedBefore = 0;
  readonly isBacklogFull = false;
  readonly keptFiles = null;
  readonly refresh: RefreshState = { running: false, last: null };
  readonly probe: ProbeState = { running: false, last: null, token: null };
  readonly faults: FaultsState = {
    running: false,
    last: null,
    on: [],
    inOtherTabs: [],
    capabilities: { rules: false },
  };
  readonly recipe = null;
  /** tells it from others that were opened before */
  readonly id: number;
  readonly source: FileSource;
  readonly recording: Recorded;
  readonly #keep: KeptFileView;

  constructor(source: FileSource, recording: Recorded, keep: KeptFileView) {
    opened += 1;
    this.id = opened;
    this.source = source;
    this.recording = recording;
    this.#keep = keep;
  }

  get keptView(): string | null {
    return this.#keep.view();
  }

  set keptView(view: string | null) {
    this.#keep.keep(view);
  }

  subscribe(): void {}
  setRecording(): void {}
  clear(): void {}
  async forceRefresh(): Promise<void> {}
  async probeToken(): Promise<void> {}
  readonly openSource = null;

  async requestAccess(): Promise<void> {}
  addHost(): void {}
  reloadPage(): void {}
  openApp(): void {}

  async switchFault(): Promise<FaultOutcome> {
    return NO_FAULT;
  }

  async undoFault(): Promise<FaultOutcome> {
    return NO_FAULT;
  }

  async undoAllFaults(): Promise<FaultOutcome> {
    return NO_FAULT;
  }

  async whatElseIsTouched(): Promise<Touched> {
    return { tabs: [], serviceWorker: null };
  }

  async startRecipe(): Promise<void> {}
  async stopRecipe(): Promise<void> {}
}

/** By which requests to these addresses are judged; `added`: the user's own hosts, as they were kept. */
function profileOf(urls: readonly string[], added: unknown): ServiceProfile {
  return new KnownHosts(futureGuide, HOST_PATTERNS, readAddedHosts(added)).profileOf(urls);
}

/** What was read from HAR files, as one recording. */
export function recordingOf(legs: readonly HarLeg[], added: unknown): Recording {
  const profile = profileOf(
    legs.map(({ url }) => url),
    added,
  );
  const recording = new Recording(profile, NO_LIMITS);
  for (const leg of legs) recording.add(leg);
  return recording;
}

/** The session of what was read from files of these names. */
export function sessionOf(
  opened: Exclude<OpenedTogether, { kind: 'problem' }>,
  names: readonly string[],
  added: unknown,
  keep: KeptFileView,
): FileSession {
  if (opened.kind === 'har') {
    const { legs, isSanitised } = opened;
    const origin = { kind: 'har', names } as const;
    const source = { kind: 'file', names, told: null, origin, isSanitised } as const;
    return new FileSession(source, recordingOf(legs, added), keep);
  }
  const { report } = opened;
  const profile = profileOf(
    report.requests.map(({ url }) => url),
    added,
  );
  const told = readingOf(report, profile);
  const origin = report.source;
  const source = { kind: 'file', names, told, origin, isSanitised: false } as const;
  return new FileSession(source, told.analysis.recording, keep);
}
