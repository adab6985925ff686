import type { Recording } from '../recording/recording.ts';
import type { RequestFacts } from '../recording/request.ts';
import { readStorage, type TokenRole } from '../service/token-storage.ts';
import { claimTime, identity, textClaim } from '../token/claims.ts';
import { fingerprint } from '../token/fingerprint.ts';
import { fieldsOf, readJson, textOf } from '../token/json.ts';
import { type DecodedToken, decodeToken } from '../token/jwt.ts';

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

export interface Credentials {
  all: CredentialRecord[];
  byToken: ReadonlyMap<string, CredentialRecord>;
  issuances: Issuance[];
}

class Registry {
  readonly #records = new Map<string, CredentialRecord>();

  note(token: string, role: TokenRole, sighting: Sighting): CredentialRecord {
    const record = this.#records.get(token) ?? this.#create(token, role);
    record.sightings.push(sighting);
    // What is known as a refresh token anywhere was no access token where it was sent as one.
    if (role === 'refresh' && record.decoded.kind !== 'jws') record.role = role;
    return record;
  }

  /** Named in order of first sight, so that a name does not depend on the order of arrival. */
  finish(): CredentialRecord[] {
    const all = [...this.#records.values()];
    for (const record of all) record.sightings.sort((a, b) => a.at - b.at);
    // Of two in one answer the access token comes first; a fingerprint changes with redaction.
    const order = ({ role, fingerprint }: CredentialRecord) => `${role} ${fingerprint}`;
    all.sort((a, b) => availableAt(a) - availableAt(b) || (order(a) < order(b) ? -1 : 1));
    for (const [index, record] of all.entries()) record.id = `t${index + 1}`;
    return all;
  }

  get byToken(): ReadonlyMap<string, CredentialRecord> {
    return this.#records;
  }

  #create(token: string, role: TokenRole): CredentialRecord {
    const decoded = decodeToken(token);
    const claims = decoded.kind === 'jws' ? decoded.claims : {};
    const record: CredentialRecord = {
      id: '',
      token,
      fingerprint: fingerprint(token),
      role,
      decoded,
      user: identity(claims),
      subject: textClaim(claims, 'sub') ?? textClaim(claims, 'id'),
      issuedAt: claimTime(claims, 'iat'),
      expiresAt: claimTime(claims, 'exp'),
      sightings: [],
      issuedBy: null,
      issuedIn: null,
      isForged: false,
    };
    this.#records.set(token, record);
    return record;
  }
}

/** ms; when a token first could be used: by its issuing answer, or when it was first seen. */
export function availableAt(record: CredentialRecord): number {
  return record.sightings[0]?.at ?? Number.POSITIVE_INFINITY;
}

/** ms; when an answer first brought it. A clock that is set back dates its first use earlier. */
export function broughtAt({ sightings }: CredentialRecord): number | null {
  return sightings.find(({ how }) => how === 'answered')?.at ?? null;
}

function noteRequest(registry: Registry, request: RequestFacts): void {
  const { credential, sentAt, startedAt, id } = request;
  const at = sentAt ?? startedAt;
  if (credential.kind !== 'token' || at === null) return;
  registry.note(credential.token, 'access', {
    at,
    place: 'authorization',
    how: 'sent',
    request: id,
  });
}

/** The refresh token in the body of a refresh or logout request. */
export function spentRefreshToken(request: RequestFacts): string | null {
  return textOf(fieldsOf(readJson(request.requestBody ?? '')).refreshToken);
}

function noteIssuance(
  registry: Registry,
  request: RequestFacts,
  recording: Recording,
): Issuance | null {
  const { route, status, body, endedAt, id } = request;
  const isIssuing = route.kind === 'login' || route.kind === 'register' || route.kind === 'refresh';
  const at = endedAt ?? request.startedAt;
  if (!isIssuing || at === null) return null;
  const spentText = route.kind === 'refresh' ? spentRefreshToken(request) : null;
  const spent = spentText
    ? registry.note(spentText, 'refresh', {
        at: request.sentAt ?? at,
        place: 'body.refreshToken',
        how: 'sent',
        request: id,
      })
    : null;
  if (status === null || status >= 300) return null;
  const kind = route.kind === 'refresh' ? 'refresh' : 'login';
  const text = body.kind === 'text' ? body.text : '';
  const found = recording.profile.tokensInAnswer(route, text).map(({ token, role, place }) => {
    const record = registry.note(token, role, { at, place, how: 'answered', request: id });
    record.issuedBy ??= id;
    record.issuedIn ??= kind;
    return record;
  });
  return {
    request,
    at,
    kind,
    access: found.find(({ role }) => role === 'access') ?? null,
    refresh: found.find(({ role }) => role === 'refresh') ?? null,
    spent,
  };
}

/** A token that nobody had seen before a fault put it in place was made for it. */
function noteForgeries(registry: Registry, recording: Recording): void {
  for (const { token, from } of recording.faults()) {
    const record = registry.byToken.get(token ?? '');
    if (record?.issuedBy === null && availableAt(record) >= from) record.isForged = true;
  }
}

/** Every token of these requests and of the recording's sockets and storage. */
export function readCredentials(
  recording: Recording,
  requests: readonly RequestFacts[],
): Credentials {
  const registry = new Registry();
  const issuances: Issuance[] = [];
  for (const request of requests) {
    noteRequest(registry, request);
    const issuance = noteIssuance(registry, request, recording);
    if (issuance) issuances.push(issuance);
  }
  for (const { token, at, fromPage } of recording.socketUses())
    if (token && fromPage !== 'all')
      registry.note(token, 'access', { at, place: 'socket.authenticate', how: 'socket' });
  for (const storage of recording.storageHistory())
    for (const { token, role, place } of readStorage(recording.profile.storage, storage).all)
      registry.note(token, role, { at: storage.at, place, how: 'stored' });
  issuances.sort((a, b) => a.at - b.at);
  const all = registry.finish();
  noteForgeries(registry, recording);
  return { all, byToken: registry.byToken, issuances };
}
