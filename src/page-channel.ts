/**
 * How the page's side and the relay speak to each other: DOM events on `document`, with JSON text
 * as detail. Apart from `messages.ts`, so that neither carries its schemas into every page.
 */
export const PAGE_EVENT = 'futureguide-tokens:seen';
/** Asks hooks of an extension that is gone to take themselves out of the page. */
export const END_EVENT = 'futureguide-tokens:end';
export const MAX_REFUSAL_BYTES = 64 * 1024;
export const MAX_FRAME_BYTES = 64 * 1024;
export const MAX_URL_CHARACTERS = 16 * 1024;
export const MAX_ID_CHARACTERS = 80;
export const MAX_METHOD_CHARACTERS = 32;
export const SOCKET_EVENTS = ['open', 'close', 'send', 'receive'] as const;
/** What the relay tells of one key of storage. */
export const MAX_STORED_CHARACTERS = 256 * 1024;
/** So many observations go in one message. */
export const MAX_BATCH = 1_000;

/** Whether a text takes no more bytes than so many in UTF-8, which writes a code unit as at most three. */
export function fitsInBytes(text: string, maxBytes: number): boolean {
  if (text.length > maxBytes) return false;
  return text.length * 3 <= maxBytes || new TextEncoder().encode(text).length <= maxBytes;
}

/** An address as it is told and kept: a page may ask for one of 2 MB, which no server takes. */
export function toldUrl(url: string): string {
  return url.length <= MAX_URL_CHARACTERS ? url : `${url.slice(0, MAX_URL_CHARACTERS - 1)}…`;
}

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
