import type { CallFrame } from '../core/recording/initiator.ts';
import type { Observation } from '../core/recording/observation.ts';
import type { Source } from './source.ts';

/**
 * Address of the page in a tab: '' where no extension may look, null once the tab is closed; undefined
 * before it was told.
 */
export type ShownPage = string | null | undefined;

/** As browsers call what is no tab. */
export const NO_TAB = -1;

/** What is known of the tab beside what the hub tells, and who looks at it. */
export interface TabView {
  /** where it is looked at from */
  place: 'panel' | 'window';
  /** `NO_TAB` where only files are looked at */
  tabId: number;
  /** what only DevTools has of the requests to these addresses; null elsewhere */
  openNetwork: ((isWanted: (url: string) => boolean) => NetworkOfTab) | null;
  /** shows a place of a script; null where there is no way */
  openSource: ((frame: CallFrame) => void) | null;
  /**
   * tells the address that the tab shows, now and whenever it changes: '' where no extension may look,
   * null once the tab is closed
   */
  watchPage(tell: (url: string | null) => void, signal: AbortSignal): void;
}

/** The requests of a tab as its DevTools lists them. */
export interface NetworkOfTab extends Source {
  /** whatever was missed is looked up */
  resync(tell: (observations: readonly Observation[]) => void): Promise<void>;
  forget(): void;
}
