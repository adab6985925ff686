import { NOT_MODIFIED } from '../service/http.ts';
import type { RequestFacts } from './request.ts';

/** Whether its body lay in a cache, be it that the server was asked whether it still holds. */
export function isKeptByCache({ status, fromCache }: Pick<RequestFacts, 'status' | 'fromCache'>) {
  return fromCache || status === NOT_MODIFIED;
}
