import * as v from 'valibot';
import { ANSWER_LOST } from '../core/verdict/refresh-outcome.ts';
import type { AskRelay, RelayAnswer, RelayAsk, RelayRequest } from '../messages.ts';
import { browser } from '../platform/browser.ts';
import { within } from '../platform/within.ts';
import { relayAnswers } from './relay-answers.ts';

/** What a tab's page says to that; null where nobody is there. */
async function hear<Ask extends RelayAsk>(
  tabId: number,
  request: RelayRequest<Ask>,
): Promise<unknown> {
  try {
    return (await browser.tabs.sendMessage(tabId, request, { frameId: 0 })) ?? null;
  } catch {
    return null;
  }
}

/** What was said, if it is an answer to that. */
function admitted<Ask extends RelayAsk>(ask: Ask, said: unknown): RelayAnswer<Ask> | null {
  const told = v.safeParse(relayAnswers[ask], said);
  return told.success ? told.output : null;
}

/** Asks the relay of a tab's page; null where none answers, or not to that. */
export const askRelay: AskRelay = async (tabId, request) =>
  admitted(request.type, await hear(tabId, request));

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
  tellLate: (outcome: RelayAnswer<Ask> | typeof ANSWER_LOST) => void,
): Promise<RelayAnswer<Ask> | typeof NO_PAGE | typeof SILENT | typeof ANSWER_LOST> {
  const said = hear(tabId, request);
  const asked = said.then((one) =>
    one === null ? null : (admitted(request.type, one) ?? ANSWER_LOST),
  );
  try {
    return (await within(withinMs, asked)) ?? NO_PAGE;
  } catch {
    void asked.then((outcome) => outcome && tellLate(outcome));
    return SILENT;
  }
}
