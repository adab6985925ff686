import type { RequestFacts } from './request.ts';

/**
 * Whether a row can count for anything: the browser saw it, not only the page's scripts told of it,
 * and no frame of another site sent it.
 */
export function isWitnessed({ fromPage, foreign }: RequestFacts): boolean {
  return fromPage !== 'all' && !foreign;
}
