import { FAULT_EVENT, type PageOrders } from '../page-channel.ts';
import { listen, matches, NativeRegExp } from './natives.ts';
import { quietly, type Report } from './reporter.ts';
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
  any(): boolean;
  /** the order that bears on a request; it is read only while there are orders */
  of(read: () => SentRequest | null): FaultyRefresh | null;
}

const { parse } = JSON;
const { apply } = Reflect;
const { preventDefault } = Event.prototype;

/** Listens for orders until the signal aborts; the page could give them too, to itself. */
export function hearOrders(
  report: Report,
  closeSockets: () => void,
  signal: AbortSignal,
): FaultOrders {
  let order: RefreshOrder | null = null;
  let pattern: RegExp | null = null;
  const onOrders = (event: Event) =>
    quietly(() => {
      const orders = parse((event as CustomEvent<string>).detail) as PageOrders;
      order = orders.refresh;
      pattern = order && new NativeRegExp(order.pattern);
      if (orders.closeSockets) closeSockets();
      apply(preventDefault, event, []);
    });
  listen(document, FAULT_EVENT, onOrders, { signal });
  return {
    any: () => order !== null,
    of(read) {
      if (!order || !pattern || signal.aborted) return null;
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
