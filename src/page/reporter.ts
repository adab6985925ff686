import type { PageReport } from '../messages.ts';
import { PAGE_EVENT } from '../page-channel.ts';
import { bare, dispatch, NativeCustomEvent, stringify } from './natives.ts';
import { quietly } from './quietly.ts';

export type TellRelay = (report: PageReport) => void;

/** One for all events: making it takes longer than telling. */
const told = bare({ detail: '' });

/**
 * Tells the relay what is JSON already, before this returns, for the page may navigate in its next
 * statement. Nobody listening is no error, and nothing is ever thrown into the page.
 */
export function reportText(json: string): void {
  told.detail = json;
  quietly(() => dispatch(document, new NativeCustomEvent(PAGE_EVENT, told)));
}

export const report: TellRelay = (seen) => {
  // A `toJSON` of the page's would speak for it.
  quietly(() => reportText(stringify(bare(seen))));
};
