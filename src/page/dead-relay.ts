import type { StorageEdit } from '../core/faults/storage-edits.ts';
import { ALIVE_EVENT, FAULT_KEY, WATCH_EVENT } from '../page-channel.ts';
import type { FaultOrders } from './fault-orders.ts';
import {
  bare,
  cookieOf,
  dispatch,
  getItem,
  isAborted,
  listen,
  localStorageOf,
  NativeCustomEvent,
  NativeStorageEvent,
  parse,
  positionIn,
  removeItem,
  setCookie,
  setItem,
  startTimer,
  stopTimer,
} from './natives.ts';
import { quietly } from './quietly.ts';

/** How often the relay is asked for a sign of life while a fault is on, ms. */
const ASK_EVERY_MS = 2_000;

type HeldEdit = StorageEdit & { assignment: string };

function isRelayThere(): boolean {
  return !dispatch(document, new NativeCustomEvent(ALIVE_EVENT, bare({ cancelable: true })));
}

/** Whether storage still holds what the fault has put there. */
function isOurs({ area, key, after }: HeldEdit): boolean {
  if (area === 'localStorage') return getItem(localStorageOf(window), key) === after;
  const cookies = `; ${cookieOf(document)};`;
  if (after === null) return positionIn(cookies, `; ${key}=`) < 0;
  return positionIn(cookies, `; ${key}=${after};`) >= 0;
}

function assign({ area, key, before, after, assignment }: HeldEdit): void {
  if (area === 'cookie') {
    setCookie(document, assignment);
    return;
  }
  const storageArea = localStorageOf(window);
  if (before === null) removeItem(storageArea, key);
  else setItem(storageArea, key, before);
  const url = location.href;
  const change = bare({ key, oldValue: after, newValue: before, storageArea, url });
  dispatch(window, new NativeStorageEvent('storage', change));
}

/** Puts back what the app has not written anew, as the relay would. */
function putBack(held: string): void {
  const { edits } = parse(held) as { edits: HeldEdit[] };
  for (let place = 0; place < edits.length; place += 1) {
    const edit = edits[place];
    if (edit && edit.before !== edit.after && isOurs(edit)) assign(edit);
  }
  removeItem(localStorageOf(window), FAULT_KEY);
}

/**
 * Puts a fault of storage back, and calls `end`, once the relay is gone without a word: where
 * Firefox disables or removes an extension, its scripts in pages simply end, and only these stay.
 */
export function watchRelay({ hasOrders }: FaultOrders, end: () => void, signal: AbortSignal): void {
  let timer: number | undefined;
  const look = () =>
    quietly(() => {
      const held = quietly(() => getItem(localStorageOf(window), FAULT_KEY));
      if (isAborted(signal)) return;
      if (isRelayThere()) {
        if (held !== null || hasOrders()) lookLater();
        return;
      }
      if (held !== null) quietly(() => putBack(held));
      end();
    });
  const lookLater = () => {
    stopTimer(timer);
    timer = startTimer(look, ASK_EVERY_MS);
  };
  const onWatch = () =>
    quietly(() => {
      lookLater();
      listen(window, 'pagehide', look, bare({ signal }));
    });
  listen(document, WATCH_EVENT, onWatch, bare({ signal }));
}
