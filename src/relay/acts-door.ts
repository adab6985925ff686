import type { RelayMessage, RelayRequest } from '../messages.ts';
import type { PageOrders } from '../page-channel.ts';

/** What the relay, which is there from the beginning, does for the acts that come later. */
export interface RelaySide {
  /** says of a request, before it leaves, that it is ours */
  announceAct(act: 'refresh' | 'probe', request: SentByUs): void;
  send(message: RelayMessage): Promise<unknown>;
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

/** What the user asks of a page: loaded once it is asked for. */
export interface Acts {
  /** undefined where it is not asked of these */
  handle(request: RelayRequest): Promise<unknown> | undefined;
  /** storage may have changed while a fault keeps the old token */
  holdBack(): void;
}

export interface ActsDoor {
  relay: RelaySide;
  acts: Acts | null;
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
