import type { ProbeOutcome } from './probe.ts';
import type { Recording } from './recording.ts';
import type { RefreshOutcome } from './refresh.ts';

/** Whether the page and the background can be heard, as one state. */
export type Connection = 'connecting' | 'connected' | 'disconnected' | 'extension-updated';

/** What the inspected tab is to us. */
export type Site = 'unknown' | 'service' | 'other' | 'access-withheld';

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

/** What the panel sees of the world; the devtools page has the live one, a file viewer another. */
export interface Session {
  readonly recording: Recording;
  readonly connection: Connection;
  readonly site: Site;
  readonly isRecording: boolean;
  readonly refresh: RefreshState;
  readonly probe: ProbeState;
  /** rows that the background's backlog had to let go before DevTools was opened */
  readonly droppedBefore: number;
  /** calls back after any change of the above, until the signal aborts */
  subscribe(listener: () => void, signal: AbortSignal): void;
  setRecording(on: boolean): void;
  clear(): void;
  forceRefresh(): Promise<void>;
  /** asks the service whether it takes this token now; one request to its own host */
  probeToken(token: string): Promise<void>;
  /** asks the browser for access to the service's hosts; must be called from a click */
  requestAccess(): Promise<void>;
}

/** How the panel's page is given its session; a second call replaces the first. */
export type MountPanel = (session: Session, options: { theme: 'light' | 'dark' }) => () => void;
