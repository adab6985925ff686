import type { FaultObstacle, FaultOutcome } from '../../core/faults/outcome.ts';
import type { RuleService } from '../../core/faults/request-rule.ts';
import type { NewerChoice } from '../../core/faults/undo.ts';
import type { AskRelay } from '../../messages.ts';
import type { KeptFault } from './fault-register.ts';

/** How far it came: the places it changed, and the token that lies there now. */
export type PutResult =
  | { kind: 'put'; changes: Partial<KeptFault>; token: string | null }
  | { kind: 'unavailable'; reason: FaultObstacle };

/** One way in which faults work: by the browser's rules, in the page's hook, in its storage. */
export interface Way {
  /** Why it cannot be done in a tab, or the origin whose storage it would change. */
  ready(
    tabId: number,
  ): Promise<
    { kind: 'ready'; origin: string | null } | { kind: 'unavailable'; reason: FaultObstacle }
  >;
  /**
   * Does what is kept already: a worker that is stopped in between takes it away at its next start.
   * @param serverOffsetMs the server's clock minus this computer's, as far as it is known
   */
  on(kept: KeptFault, serverOffsetMs: number): Promise<PutResult>;
  /** Takes away what is still kept. */
  off(kept: KeptFault, choice: NewerChoice): Promise<FaultOutcome>;
  /** Takes away, unheard, what is no longer kept: a page that hears of it late hears this after it. */
  withdraw(kept: KeptFault): void;
  /** Its DevTools is alive. */
  renew(kept: KeptFault): Promise<void>;
}

/** What the ways ask of a page. */
export type FaultAsk = 'put-fault' | 'undo-fault' | 'renew-fault' | 'page-faults';

/** What the ways need of the browser. */
export interface WayEnvironment {
  /** what is known of the service that a tab shows */
  serviceOf(tabId: number): RuleService;
  /** what a tab's relay answers; null where none does */
  ask: AskRelay<FaultAsk>;
  /** of the page in a tab; null where it is none of the service's */
  originOf(tabId: number): Promise<string | null>;
  /** The tabs of an origin, and whether they are known to have the same storage as a tab of it. */
  tabsOf(origin: string, tabId: number): Promise<{ id: number; hasSameStorage: boolean }[]>;
}
