import type { ProbeOutcome } from '../core/session/probe.ts';
import { askRelay } from './ask-relay.ts';

/** Has the tab's relay ask the service, as the page itself would, whether it takes this token. */
export async function probeInTab(tabId: number, token: string): Promise<ProbeOutcome> {
  const outcome = await askRelay(tabId, { type: 'probe', token });
  return outcome ?? { kind: 'unavailable', reason: 'no-page' };
}
