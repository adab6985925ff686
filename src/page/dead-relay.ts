import {
  type CookieAttributes,
  cookieAssignment,
  namedCookies,
} from '../core/faults/cookie-text.ts';
import type { StorageEdit } from '../core/faults/storage-edits.ts';
import { ALIVE_EVENT, FAULT_KEY, WATCH_EVENT } from '../page-channel.ts';
import { dispatch, listen, methodOf, NativeCustomEvent, startTimer, stopTimer } from './natives.ts';
import { quietly } from './reporter.ts';

/** How often the relay is asked for a sign of life while a fault is on, ms. */
const ASK_EVERY_MS = 2_000;

const NativeStorageEvent = StorageEvent;
const getItem = methodOf(Storage.prototype.getItem);
const setItem = methodOf(Storage.prototype.setItem);
const removeItem = methodOf(Storage.prototype.removeItem);
const { parse } = JSON;

type HeldEdit = StorageEdit & { attributes: CookieAttributes };

function isRelayThere(): boolean {
  return !dispatch(document, new NativeCustomEvent(ALIVE_EVENT, { cancelable: true }));
}

function assign({ area, key, before, after, attributes }: HeldEdit): void {
  if (area === 'cookie') {
    // biome-ignore lint/suspicious/noDocumentCookie: it must be done before the page goes on
    document.cookie = cookieAssignment(key, before, attributes);
    return;
  }
  if (before === null) removeItem(localStorage, key);
  else setItem(localStorage, key, before);
  const change = { key, oldValue: after, newValue: before, storageArea: localStorage };
  dispatch(window, new NativeStorageEvent('storage', { ...change, url: location.href }));
}

function valueNow({ area, key }: HeldEdit): string | null {
  if (area === 'localStorage') return getItem(localStorage, key);
  return namedCookies(document.cookie, [key])[key] ?? null;
}

/** Puts back what the app has not written anew, as the relay would. */
function putBack(held: string): void {
  const { edits } = parse(held) as { edits: HeldEdit[] };
  for (const edit of edits)
    if (edit.before !== edit.after && valueNow(edit) === edit.after) assign(edit);
  removeItem(localStorage, FAULT_KEY);
}

/**
 * Puts a fault of storage back, and calls `end`, once the relay is gone without a word: where
 * Firefox disables or removes an extension, its scripts in pages simply end, and only these stay.
 */
export function watchRelay(hasOrders: () => boolean, end: () => void, signal: AbortSignal): void {
  let timer: ReturnType<typeof startTimer> | undefined;
  const look = () => {
    const held = quietly(() => getItem(localStorage, FAULT_KEY));
    if (signal.aborted) return;
    if (isRelayThere()) {
      if (held !== null || hasOrders()) lookLater();
      return;
    }
    if (held !== null) quietly(() => putBack(held));
    end();
  };
  const lookLater = () => {
    stopTimer(timer);
    timer = startTimer(look, ASK_EVERY_MS);
  };
  const onWatch = () => {
    lookLater();
    listen(window, 'pagehide', look, { signal });
  };
  listen(document, WATCH_EVENT, onWatch, { signal });
}
