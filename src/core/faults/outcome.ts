import type { FaultWay } from '../recording/observation.ts';
import type { Fault } from './fault.ts';
import type { NoEdits } from './storage-edits.ts';

/** How a storage fault took hold in the page. */
export type PutOutcome =
  | {
      kind: 'put';
      /** ms */
      at: number;
      /** what every place holds now; null where it is no token */
      token: string | null;
      /** as `FoundToken.place` has them */
      places: string[];
      /** the browser does not tell when a cookie that was changed would have expired */
      forgetsExpiry: boolean;
    }
  | { kind: 'unavailable'; reason: NoEdits };

/** How it was put back; `newer` are the places into which the app itself has written since. */
export type UndoneOutcome = { kind: 'undone'; newer: string[] } | { kind: 'gone' };

/** Why a fault could not be switched on, or not be undone now. */
export type FaultObstacle =
  | NoEdits
  /** no page of ours answers in this tab */
  | 'no-page'
  /** the user added this host to look on */
  | 'watch-only'
  /** the browser has no rules for requests */
  | 'no-rules'
  | 'no-page-hook'
  | 'rule-refused';

/** How switching a fault on or off ended. */
export type FaultOutcome =
  | { kind: 'on'; id: string; fault: Fault }
  /** done once and over, as closing a socket */
  | { kind: 'done'; fault: Fault }
  | { kind: 'undone' }
  /** what the app has changed since was left as it is */
  | { kind: 'undone-but-newer' }
  /** the storage that it changed holds no more of what was kept to undo it */
  | { kind: 'kept-is-gone' }
  /** the app wrote to these places since: they are left as they are until the user chooses */
  | { kind: 'newer'; id: string; places: string[] }
  /** the page with that storage is closed; it is put back before the site's next page begins */
  | { kind: 'undone-later'; places: string[] }
  | { kind: 'unavailable'; reason: FaultObstacle }
  /** lost: it may still be done; no room: the browser would not store what is on, so nothing was done */
  | { kind: 'failed'; reason: 'answer-lost' | 'no-room' };

/** A fault that is on. */
export interface ActiveFault {
  id: string;
  tabId: number;
  fault: Fault;
  way: FaultWay;
  /** ms */
  since: number;
  /** origin whose storage it changed; null for other ways */
  origin: string | null;
  /** what it changed, as `FoundToken.place` has it */
  places: string[];
  /** requests it was seen to match; counted for faults of rules alone */
  seen: number;
  /** places that the app wrote anew: undoing asks what to do with them; null while it was not undone */
  newer: string[] | null;
  /** the browser does not tell when a cookie that was changed would have expired */
  forgetsExpiry: boolean;
}

/** What else a fault of this page's storage, or rules for its tab, would touch or miss. */
export interface Touched {
  /** other tabs of the same origin, which share its storage */
  tabs: { title: string; url: string }[];
  /** script of the service worker that controls the page: rules and hooks miss its requests */
  serviceWorker: string | null;
}
