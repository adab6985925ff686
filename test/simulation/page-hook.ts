import type { Exchange } from './exchange.ts';

const TOLD_STATUSES: ReadonlySet<number> = new Set([401, 403]);

/** The hook in the page tells the bodies of the service's own refusals, and no other's. */
export function isToldByPage({ status, resourceType }: Exchange): boolean {
  return TOLD_STATUSES.has(status) && resourceType === 'xhr';
}
