import type { ProbeOutcome } from '../core/session/probe-outcome.ts';
import { askServiceInTab } from './ask-relay.ts';
import { type AskedTab, isLeftAlone } from './asked-tab.ts';

/** What a page gets for a probe: longer than the service gets from it (`PROBE_TIMEOUT_MS`). */
export const PROBED_WITHIN_MS = 20_000;

/**
 * Has the tab's relay ask the service, as the page itself would, whether it takes this token. What
 * ends later than it is waited for is told to `tellLate`.
 */
export async function probeInTab(
  tab: AskedTab,
  token: string,
  nowMs: number,
  tellLate: (outcome: ProbeOutcome) => void,
): Promise<ProbeOutcome> {
  if (isLeftAlone(tab, [tab.profile.probeUrl]))
    return { kind: 'unavailable', reason: 'watch-only' };
  const request = { type: 'probe', token, until: nowMs + PROBED_WITHIN_MS } as const;
  return askServiceInTab(tab.tabId, request, PROBED_WITHIN_MS, tellLate);
}
