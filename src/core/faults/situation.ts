import type { Analysis } from '../verdict/analysis.ts';
import { currentStorage } from '../verdict/current.ts';
import { seenRefreshEndpoint } from '../verdict/refresh-plan.ts';
import type { FaultCapabilities, FaultSituation } from './availability.ts';
import { faultCandidates } from './candidates.ts';
import type { Fault, RequestScope, TokenChange } from './fault.ts';
import { changedAuthorization } from './forge.ts';
import { ownPlaces } from './storage-edits.ts';

/** ms; the API's clock minus this computer's, 0 where nothing is known of it. */
export function serverOffsetMs({ recording, clockOf }: Analysis, nowMs: number): number {
  return clockOf(recording.profile.refreshUrl)?.at(nowMs)?.offsetMs ?? 0;
}

/** What faults find in this recording; `nowMs` by this computer. */
export function faultSituation(
  analysis: Analysis,
  capabilities: FaultCapabilities,
  nowMs: number,
): FaultSituation {
  const { recording } = analysis;
  const storage = currentStorage(recording);
  return {
    capabilities,
    storage,
    copies: storage ? ownPlaces(recording.profile.storage, storage) : [],
    candidates: faultCandidates(recording, nowMs + serverOffsetMs(analysis, nowMs)),
    refreshesByCookie: seenRefreshEndpoint(recording) !== null,
    hasSocket: recording
      .socketConnections()
      .some(({ closedAt, isLive, url }) => closedAt === null && isLive && url.startsWith('ws')),
  };
}

/** The fault that sends, instead of the token in use, what a change makes of it; or null. */
export function replaceToken(
  token: string,
  change: TokenChange,
  scope: RequestScope,
  serverNowMs: number,
): Fault | null {
  const authorization = changedAuthorization(token, change, serverNowMs);
  return authorization === null
    ? null
    : { name: 'replace-token', as: change.name, authorization, scope };
}

/** The fault that sends the token under a scheme that the service does not know. */
export function sendWrongScheme(token: string, scope: RequestScope): Fault {
  return { name: 'wrong-scheme', authorization: `Token ${token}`, scope };
}
