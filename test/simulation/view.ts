import type { Exchange } from './exchange.ts';
import type { SocketLife } from './socket.ts';
import type { Session } from './stage.ts';

/** What of a session a recording holds; whatever is not in it no client can know. */
export interface View {
  session: Session;
  exchanges: readonly Exchange[];
  sockets: readonly SocketLife[];
  /** the credentials' headers were left out */
  isSanitised: boolean;
  /** what the page's storage held is told as well */
  seesStorage: boolean;
}

export function isOfApi({ url }: Exchange): boolean {
  return /^(?:https|wss):\/\/api\./.test(url);
}

/** ms; the body's time, which is exact. A page's word on a body is no proof of a time. */
export function exactStampOf({ body, isListed }: Exchange): number | null {
  const [, exact] = /"timestamp":"([^"]+)"/.exec(body) ?? [];
  return isListed && exact !== undefined ? Date.parse(exact) : null;
}

/** The answer tells the time of the server that gave it, and no cache had kept it. */
export function isStamped(exchange: Exchange): boolean {
  const { cache, responseHeaders, status } = exchange;
  if (cache === 'disk' || cache === 'edge' || status === 0) return false;
  return responseHeaders.some(({ name }) => name === 'date') || exactStampOf(exchange) !== null;
}

/** This computer's and the servers' clocks were not set between these true instants. */
export function isSameEpoch({ session }: View, a: number, b: number): boolean {
  const clocks = [session.clock, ...session.service.replicas];
  const [from, to] = a < b ? [a, b] : [b, a];
  return clocks.every(({ steps }) => steps.every(({ at }) => at <= from || at > to));
}

/** Honest stamps of the API while no clock was set, beside this exchange. */
export function stampsBeside(view: View, exchange: Exchange): Exchange[] {
  return view.exchanges.filter(
    (other) =>
      isOfApi(other) &&
      isStamped(other) &&
      !other.liesAboutTime &&
      isSameEpoch(view, other.timing.sent, exchange.timing.sent),
  );
}

/** ms; how far the servers' clocks are from one another */
export function spreadOf({ session }: View, atMs: number): number {
  const offsets = session.service.replicas.map((replica) => replica.offsetAt(atMs));
  return Math.max(...offsets) - Math.min(...offsets);
}
