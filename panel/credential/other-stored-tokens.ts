import type { ServiceProfile } from '../../src/core/service/service-profile.ts';
import type { FoundToken, StorageReading } from '../../src/core/service/token-storage.ts';
import { claimTime } from '../../src/core/token/claims.ts';
import { decodeToken } from '../../src/core/token/jwt.ts';
import type { Chains } from '../../src/core/verdict/chains.ts';
import type { Snapshot } from '../model/panel-model.ts';

/** A token that lies in storage beside the one that is sent. */
export interface StoredToken {
  token: string;
  places: string[];
  /** ms; null where it does not say */
  expiresAt: number | null;
  /** the app reads this one next */
  isActive: boolean;
  /** no place of it is read by the build that runs */
  isLeftover: boolean;
  isQuoted: boolean;
}

function expiry(token: string): number | null {
  const decoded = decodeToken(token);
  return decoded.kind === 'jws' ? claimTime(decoded.claims, 'exp') : null;
}

/** The access tokens in storage that are not the current one, equal ones together. */
export function otherStoredTokens(
  { storage: { readersOf } }: ServiceProfile,
  reading: StorageReading,
  currentToken: string | null,
): StoredToken[] {
  const byToken = new Map<string, FoundToken[]>();
  for (const found of reading.all) {
    if (found.role !== 'access' || found.token === currentToken) continue;
    byToken.set(found.token, [...(byToken.get(found.token) ?? []), found]);
  }
  return [...byToken].map(([token, found]) => ({
    token,
    places: found.map(({ place }) => place),
    expiresAt: expiry(token),
    isActive: token === reading.active?.token,
    isLeftover: found.every(({ place }) => !readersOf(place).includes(reading.build)),
    isQuoted: found.some(({ quoted }) => quoted),
  }));
}

/** Whether a newer token was seen to take the place of this one. */
export function isReplaced({ credentials, replacedBy }: Chains, token: string): boolean {
  const record = credentials.byToken.get(token);
  return record !== undefined && replacedBy(record) !== null;
}

/** What storage holds beside the token in use. */
export function othersIn({
  storage,
  current,
  analysis,
}: Pick<Snapshot, 'storage' | 'current' | 'analysis'>): StoredToken[] {
  if (!storage) return [];
  return otherStoredTokens(analysis.profile, storage, current?.token ?? null);
}
