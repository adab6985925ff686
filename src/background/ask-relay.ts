import type { AskRelay, RelayAnswer, RelayRequest } from '../messages.ts';
import { browser } from '../platform/browser.ts';
import { within } from '../platform/within.ts';

/** Asks the relay of a tab's page; null where none answers. */
export const askRelay: AskRelay = async (tabId, request) => {
  try {
    return (await browser.tabs.sendMessage(tabId, request, { frameId: 0 })) ?? null;
  } catch {
    return null;
  }
};

const NO_PAGE = { kind: 'unavailable', reason: 'no-page' } as const;
const SILENT = { kind: 'failed', reason: 'page-silent', status: null } as const;

/** What the service is asked by the page. */
type Asking = 'refresh' | 'probe';

/**
 * Has a page ask the service. Where it is silent for so long, ms, as one that is paused or frozen is,
 * that is the answer; what it answers after all is told, for then it has been done.
 */
export async function askServiceInTab<Ask extends Asking>(
  tabId: number,
  request: RelayRequest<Ask>,
  withinMs: number,
  tellLate: (outcome: RelayAnswer<Ask>) => void,
): Promise<RelayAnswer<Ask> | typeof NO_PAGE | typeof SILENT> {
  const asked = askRelay(tabId, request);
  try {
    return (await within(withinMs, asked)) ?? NO_PAGE;
  } catch {
    void asked.then((outcome) => outcome && tellLate(outcome));
    return SILENT;
  }
}
