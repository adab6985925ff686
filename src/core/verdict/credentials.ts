import type { RequestFacts } from '../recording/request.ts';
import type { TokenRole } from '../service/token-storage.ts';
import { fieldsOf, readJson, textOf } from '../token/json.ts';
import type { DecodedToken } from '../token/jwt.ts';

/** One time a token was seen; `at` in ms since the epoch. */
export interface Sighting {
  at: number;
  place: string;
  how: 'sent' | 'answered' | 'stored' | 'socket';
  request?: string;
}

/** A token and all that was seen of it. */
export interface CredentialRecord {
  /** `t1`, `t2` … in order of first sight */
  id: string;
  token: string;
  fingerprint: string;
  role: TokenRole;
  decoded: DecodedToken;
  /** who it speaks for */
  user: string | null;
  subject: string | null;
  issuedAt: number | null;
  expiresAt: number | null;
  sightings: Sighting[];
  /** the request whose answer brought it */
  issuedBy: string | null;
  /** what kind of answer that was */
  issuedIn: Issuance['kind'] | null;
  /** a fault made it: the service never did, and it says nothing about the app */
  isForged: boolean;
}

/** An answer that handed out tokens. */
export interface Issuance {
  request: RequestFacts;
  /** ms; when the answer ended */
  at: number;
  kind: 'login' | 'refresh';
  access: CredentialRecord | null;
  refresh: CredentialRecord | null;
  /** the refresh token that was spent for it */
  spent: CredentialRecord | null;
}

/** Another object only where more has changed than how often a known token was seen. */
export interface Credentials {
  all: readonly CredentialRecord[];
  byToken: ReadonlyMap<string, CredentialRecord>;
  issuances: readonly Issuance[];
}

/** ms; when a token first could be used: by its issuing answer, or when it was first seen. */
export function availableAt(record: CredentialRecord): number {
  return record.sightings[0]?.at ?? Number.POSITIVE_INFINITY;
}

/** ms; when an answer first brought it. A clock that is set back dates its first use earlier. */
export function broughtAt({ sightings, issuedBy }: CredentialRecord): number | null {
  if (issuedBy === null) return null;
  return sightings.find(({ how }) => how === 'answered')?.at ?? null;
}

/** The refresh token in the body of a refresh or logout request. */
export function spentRefreshToken(request: RequestFacts): string | null {
  return textOf(fieldsOf(readJson(request.requestBody ?? '')).refreshToken);
}
