import type { Requester } from '../../src/core/language/stable-words.ts';
import type { Chains, RefreshEvent } from '../../src/core/verdict/chains.ts';
import type { CredentialRecord } from '../../src/core/verdict/credentials.ts';

/** A token among those that followed each other; times in ms. */
export interface ChainLink {
  record: CredentialRecord;
  /** what brought it; null where storage or its first use alone shows it */
  broughtBy: { request: string; kind: 'sign-in' | 'refresh'; by: Requester } | null;
  firstSeenAt: number | null;
  /** when the next one came; null while it is the newest */
  replacedAt: number | null;
  /** times it was sent, by requests and sockets */
  uses: number;
  lastUsedAt: number | null;
  /** requests by which it was sent; null where a socket alone did, or none */
  firstUsedBy: string | null;
  lastUsedBy: string | null;
}

function broughtBy(
  { id, issuedBy }: CredentialRecord,
  refreshes: readonly RefreshEvent[],
): ChainLink['broughtBy'] {
  const refresh = refreshes.find(({ to }) => to?.id === id);
  if (refresh) return { request: refresh.request.id, kind: 'refresh', by: refresh.by };
  return issuedBy === null ? null : { request: issuedBy, kind: 'sign-in', by: 'app' };
}

/** The session of a token as a chain: what brought each, how long it lived, how it was used. */
export function readChainLinks(chains: Chains, of: CredentialRecord): ChainLink[] {
  return chains.chainOf(of).map((record) => {
    const uses = record.sightings.filter(({ how }) => how === 'sent' || how === 'socket');
    const requests = uses.flatMap(({ request }) => request ?? []);
    return {
      record,
      broughtBy: broughtBy(record, chains.refreshes),
      firstSeenAt: record.sightings[0]?.at ?? null,
      replacedAt: chains.replacedBy(record)?.sightings[0]?.at ?? null,
      uses: uses.length,
      lastUsedAt: uses.at(-1)?.at ?? null,
      firstUsedBy: requests[0] ?? null,
      lastUsedBy: requests.at(-1) ?? null,
    };
  });
}
