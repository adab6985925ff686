import type { StorageRules } from '../core/service/token-storage.ts';
import type { RelayAnswering, RelayAsk, TellBackground } from '../messages.ts';
import type { PageOrders } from '../page-channel.ts';

/** What the relay, which is there from the beginning, does for the acts that come later. */
export interface RelaySide {
  /** says of a request, before it leaves, that it is ours */
  announceAct(act: 'refresh' | 'probe', request: SentByUs): void;
  send: TellBackground;
  /** a fault may be held from now on */
  lookAfterFaults(): void;
  /** whether the hook heard */
  orderPage(orders: PageOrders): boolean;
}

interface SentByUs {
  method: string;
  url: string;
  startedAt: number;
}

/** What is asked of the acts; the relay answers the rest alone. */
export type ActAsk = Exclude<RelayAsk, 'read-storage' | 'controlling-worker' | 'ended-requests'>;

/** What counts on a page. */
export interface PageRules {
  storage: StorageRules;
  isServiceHost(hostname: string, port: string): boolean;
}

/** What the user asks of a page: loaded once it is asked for. */
export interface Acts {
  readonly answering: RelayAnswering<ActAsk>;
  /** which requests and which places of storage count on this page */
  readonly rules: PageRules;
  /** storage may have changed while a fault keeps the old token */
  holdBack(): void;
}

export interface ActsDoor {
  relay: RelaySide;
  /** null before they are loaded, or where the page is of no host that counts */
  acts: Promise<Acts | null> | null;
}

declare global {
  var futureguideTokensActs: ActsDoor | undefined;
}

/** Where two scripts of ours in one document meet: the world they share, which no page sees. */
export function openActsDoor(relay: RelaySide): ActsDoor {
  const door: ActsDoor = { relay, acts: null };
  globalThis.futureguideTokensActs = door;
  return door;
}

/** Undefined where no relay runs. */
export function actsDoor(): ActsDoor | undefined {
  return globalThis.futureguideTokensActs;
}
