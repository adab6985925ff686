import { FAULT_EVENT, type PageOrders } from '../page-channel.ts';
import {
  bare,
  detailOf,
  isAborted,
  listen,
  matches,
  NativeRegExp,
  parse,
  preventDefault,
} from './natives.ts';
import { quietly } from './quietly.ts';
import type { TellRelay } from './reporter.ts';
import type { SentRequest } from './sent-request.ts';

type RefreshOrder = NonNullable<PageOrders['refresh']>;

/** A refresh that the user wants to see go wrong. */
export interface FaultyRefresh {
  delayMs: number;
  /** null: it is sent all the same */
  answer: RefreshOrder['answer'];
  /** tells the answer that was made here as if the service had given it */
  told(): void;
}

export interface FaultOrders {
  hasOrders(): boolean;
  /** the order that bears on a request; it is read only while there are orders */
  orderOf(read: () => SentRequest | null): FaultyRefresh | null;
}

/** Listens for orders until the signal aborts; the page could give them too, to itself. */
export function hearOrders(
  report: TellRelay,
  closeSockets: () => void,
  signal: AbortSignal,
): FaultOrders {
  let order: RefreshOrder | null = null;
  let pattern: RegExp | null = null;
  const onOrders = (event: Event) =>
    quietly(() => {
      const orders = parse(detailOf(event as CustomEvent<string>)) as PageOrders;
      order = orders.refresh;
      pattern = order && new NativeRegExp(order.pattern);
      if (orders.closeSockets) closeSockets();
      preventDefault(event);
    });
  listen(document, FAULT_EVENT, onOrders, bare({ signal }));
  return {
    hasOrders: () => order !== null,
    orderOf(read) {
      if (!order || !pattern || isAborted(signal)) return null;
      const sent = quietly(read);
      if (!sent || !matches(pattern, sent.url)) return null;
      const { delayMs, answer } = order;
      const told = () => {
        if (answer) report({ kind: 'refusal', ...sent, ...answer });
      };
      return { delayMs, answer, told };
    },
  };
}
