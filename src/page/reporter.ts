import type { PageReport } from '../messages.ts';
import { PAGE_EVENT } from '../page-channel.ts';
import { dispatch, NativeCustomEvent } from './natives.ts';

export type Report = (report: PageReport) => void;

const { stringify } = JSON;

/**
 * Tells the relay, before this returns, for the page may navigate in its next statement.
 * Nobody listening is no error, and nothing is ever thrown into the page.
 */
export const report: Report = (seen) => {
  try {
    dispatch(document, new NativeCustomEvent(PAGE_EVENT, { detail: stringify(seen) }));
  } catch {
    // What cannot be told is lost; the page goes on.
  }
};

/** Does a piece of our own work inside the page's call; whatever happens, the page goes on. */
export function quietly<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
