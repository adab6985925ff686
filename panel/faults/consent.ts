import { type Fault, wayOf } from '../../src/core/faults/fault.ts';
import type { Touched } from '../../src/core/faults/outcome.ts';
import type { Session } from '../../src/core/session/session.ts';
import { isDestructive } from './fault-groups.ts';
import type { WantedFaults } from './wanted-faults.ts';

/** What these faults touch besides this tab, and whose requests they miss. */
export function reachOf(faults: readonly Fault[], { tabs, serviceWorker }: Touched): Touched {
  const ways = new Set(faults.map(wayOf));
  const isOfRequests = ways.has('rules') || ways.has('page-hook');
  return {
    tabs: ways.has('storage') ? tabs : [],
    serviceWorker: isOfRequests ? serviceWorker : null,
  };
}

/** Whether the user has to agree first: to what is destructive once per recording. */
export function mustAgree(
  { agreedAt }: WantedFaults,
  { recording }: Session,
  faults: readonly Fault[],
  touched: Touched,
): boolean {
  const { tabs, serviceWorker } = reachOf(faults, touched);
  const agreed = agreedAt.peek();
  const isNew = agreed === null || agreed < (recording.clearedAt ?? 0);
  return tabs.length > 0 || serviceWorker !== null || (isNew && faults.some(isDestructive));
}
