import type { FaultCapabilities } from '../faults/availability.ts';
import type { Fault } from '../faults/fault.ts';
import type { ActiveFault, FaultOutcome, Touched } from '../faults/outcome.ts';
import type { RecipeId, RecipeRun } from '../faults/recipes/recipe.ts';
import type { NewerChoice } from '../faults/undo.ts';
import type { CallFrame } from '../recording/initiator.ts';
import type { Recorded } from '../recording/recorded.ts';
import type { Reading } from '../report/reading.ts';
import type { ReportSource } from '../report/report-schema.ts';
import type { RefreshOutcome } from '../verdict/refresh-outcome.ts';
import type { ProbeOutcome } from './probe-outcome.ts';

/** Whether the page and the background can be heard, as one state. */
export type Connection = 'connecting' | 'connected' | 'disconnected' | 'extension-updated';

/** What the inspected tab is to us; `no-tab`: a window that was opened for files alone. */
export type Site = 'unknown' | 'service' | 'other' | 'access-withheld' | 'closed' | 'no-tab';

/** How it stands with something that the user can ask for. */
export interface ActState<Outcome> {
  running: boolean;
  /** the last one in this session and when it ended (ms) */
  last: { outcome: Outcome; at: number } | null;
}

export type RefreshState = ActState<RefreshOutcome>;

export interface ProbeState extends ActState<ProbeOutcome> {
  /** what the service is or was asked about */
  token: string | null;
}

/** Files that were opened; nothing in them is live, so nothing can be done to it. */
export interface FileSource {
  kind: 'file';
  names: readonly string[];
  /** what a report says, which is not judged anew; null for a HAR */
  told: Reading | null;
  /** where a report on it says that it comes from */
  origin: ReportSource;
  /** a HAR without any credential: its producer left them out */
  isSanitised: boolean;
}

/** A tab, looked at from DevTools or from a window of our own, which sees no bodies and timings. */
export interface LiveSource {
  kind: 'live';
  place: 'panel' | 'window';
}

/** Where what is shown comes from. */
export type SessionSource = LiveSource | FileSource;

/**
 * The faults of this tab. What can be switched on here, and why not, follows from the recording:
 * `faultSituation` and `faultAvailability`; which requests one touched is `sending.fault`.
 */
export interface FaultsState extends ActState<FaultOutcome> {
  on: readonly ActiveFault[];
  /** they may share their storage with this one */
  inOtherTabs: readonly ActiveFault[];
  /** what this browser allows; nothing before the background has answered */
  capabilities: FaultCapabilities;
}

/** Files that are shown instead of what is live, as another document of the panel can show them again. */
export interface KeptFiles {
  files: readonly File[];
  /** whose requests are shown besides those to the service */
  hosts: readonly string[];
  /** what `keptView` is to a live session */
  view: string | null;
}

/** What the panel sees of the world; the devtools page has the live one, a file viewer another. */
export interface Session {
  readonly source: SessionSource;
  readonly recording: Recorded;
  readonly connection: Connection;
  readonly site: Site;
  /** the user added the host of this page to look on: nothing is done to it */
  readonly isWatchOnly: boolean;
  readonly isRecording: boolean;
  readonly refresh: RefreshState;
  readonly probe: ProbeState;
  readonly faults: FaultsState;
  /** the recipe that runs, or the last one with its result; null where none was started */
  readonly recipe: RecipeRun | null;
  /** requests that the background's backlog had to let go before this DevTools was told of them */
  readonly droppedBefore: number;
  /** whether a DevTools that is opened anew would miss some of this tab's requests */
  readonly isBacklogFull: boolean;
  /**
   * What the panel wants to find again when its document is made anew, as when DevTools is docked
   * elsewhere; null before it has left anything here
   */
  keptView: string | null;
  /** likewise, the files that are open; null: none, or this is a session of files itself */
  keptFiles: KeptFiles | null;
  /** calls back after any change of the above, until the signal aborts */
  subscribe(listener: () => void, signal: AbortSignal): void;
  setRecording(on: boolean): void;
  clear(): void;
  forceRefresh(): Promise<void>;
  /** asks the service whether it takes this token now; one request to its own host */
  probeToken(token: string): Promise<void>;
  /**
   * Switches a fault on. In storage there is one at a time: another one is undone first, and if
   * the app has written newer values meanwhile, the outcome is `newer` and nothing is switched on.
   */
  switchFault(fault: Fault): Promise<FaultOutcome>;
  /**
   * Puts back what a fault changed. Where the app itself has written since, the outcome is `newer`
   * and those places are left, until it is called again with `restore` or `keep`.
   */
  undoFault(id: string, newer?: NewerChoice): Promise<FaultOutcome>;
  undoAllFaults(newer?: NewerChoice): Promise<FaultOutcome>;
  /** what shares this page's storage, and who makes requests that rules and hooks miss */
  whatElseIsTouched(): Promise<Touched>;
  /** runs it from the beginning; one at a time. Its faults are undone when it ends */
  startRecipe(id: RecipeId): Promise<void>;
  /** also undoes what its faults changed; does nothing where none runs */
  stopRecipe(): Promise<void>;
  /** shows a place of a script in DevTools; null where this browser or source cannot */
  readonly openSource: ((frame: CallFrame) => void) | null;
  /** has the tab load its page again */
  reloadPage(): void;
  /** has the tab show the app */
  openApp(): void;
  /** asks the browser for access to the page's hosts; must be called from a click */
  requestAccess(): Promise<void>;
  /** has the user asked whether the host of this page shall be added */
  addHost(): void;
}

/** How the panel's page is given its session; a second call replaces the first. */
export type MountPanel = (session: Session, options: { theme: 'light' | 'dark' }) => () => void;
