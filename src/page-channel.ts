/**
 * How the page's side and the relay speak to each other: DOM events on `document`, with JSON text
 * as detail. Apart from `messages.ts`, so that the page's hook carries no guards.
 */
export const PAGE_EVENT = 'futureguide-tokens:seen';
/** Asks hooks of an extension that is gone to take themselves out of the page. */
export const END_EVENT = 'futureguide-tokens:end';
export const MAX_REFUSAL_BYTES = 64 * 1024;
export const MAX_FRAME_BYTES = 64 * 1024;
/** Tells the hook in the page which faults of the page are on; it prevents the default if it heard. */
export const FAULT_EVENT = 'futureguide-tokens:fault';

/** Asks the hook to look after the relay while a fault is on in this document. */
export const WATCH_EVENT = 'futureguide-tokens:watch';
/** Asks the relay for a sign of life; it prevents the default. */
export const ALIVE_EVENT = 'futureguide-tokens:alive';

/** The one key of ours in a page's localStorage; it holds what a fault has to put back. */
export const FAULT_KEY = 'futureguide-tokens.fault';

/** What the hook in the page is to do; it can do nothing that the page could not do to itself. */
export interface PageOrders {
  refresh: {
    /** which URLs are refreshes: a regular expression */
    pattern: string;
    /** ms to wait before anything is sent or answered */
    delayMs: number;
    /** answered by the hook itself, and never sent; null: sent */
    answer: { status: number; body: string } | null;
  } | null;
  /** closes every socket to the service, now */
  closeSockets: boolean;
}
