import type { Requester } from '../language/stable-words.ts';
import type { Recorded } from '../recording/recorded.ts';
import type { RequestFacts } from '../recording/request.ts';
import {
  availableAt,
  type CredentialRecord,
  type Credentials,
  type Issuance,
} from './credentials.ts';
import type { CredentialStanding } from './standing.ts';

/** A refresh that was begun; `from` is the token in force then, `to` the one it brought. */
export interface RefreshEvent {
  request: RequestFacts;
  /** ms since the epoch */
  startedAt: number;
  endedAt: number | null;
  from: CredentialRecord | null;
  to: CredentialRecord | null;
  by: Requester;
}

export interface SignIn {
  at: number;
  user: string | null;
  subject: string | null;
  /** the login, or null where only storage tells */
  request: string | null;
}

export interface SignOut {
  request: RequestFacts;
  at: number;
  user: string | null;
}

/** Which token followed which, and who was signed in when. */
export interface Chains {
  credentials: Credentials;
  refreshes: RefreshEvent[];
  signIns: SignIn[];
  signOuts: SignOut[];
  /** Whether a token was issued, accepted or stored by the app; one that was only refused is nobody's. */
  knows(record: CredentialRecord): boolean;
  /** The token that took this one's place. */
  replacedBy(record: CredentialRecord): CredentialRecord | null;
  /** All tokens of one session in order, the given one among them. */
  chainOf(record: CredentialRecord): CredentialRecord[];
  /** Who was signed in at an instant (ms). */
  signedInAt(ms: number): SignIn | null;
}

function generationKey(record: CredentialRecord, recording: Recorded): string {
  const claims = record.decoded.kind === 'jws' ? record.decoded.claims : {};
  return `${recording.profile.generation(claims)} ${record.user ?? record.subject}`;
}

/** Tokens of one user in the order of their issue; only what the service is known to have issued. */
function sessions(
  credentials: Credentials,
  recording: Recorded,
  { isKnown }: CredentialStanding,
): CredentialRecord[][] {
  const byUser = new Map<string, CredentialRecord[]>();
  for (const record of credentials.all) {
    if (record.role !== 'access' || record.decoded.kind !== 'jws' || !record.user) continue;
    if (!isKnown(record)) continue;
    const key = generationKey(record, recording);
    const session = byUser.get(key);
    if (session) session.push(record);
    else byUser.set(key, [record]);
  }
  const order = (record: CredentialRecord) => record.issuedAt ?? availableAt(record);
  return [...byUser.values()].map((records) => records.sort((a, b) => order(a) - order(b)));
}

function tokenBefore(issuances: readonly Issuance[], refresh: Issuance): CredentialRecord | null {
  const paired = issuances.findLast(
    (issuance) =>
      issuance.at <= refresh.at && issuance.refresh !== null && issuance.refresh === refresh.spent,
  );
  return paired?.access ?? null;
}

function inForce(
  credentials: Credentials,
  standing: CredentialStanding,
  atMs: number,
  except: CredentialRecord | null,
): CredentialRecord | null {
  const candidates = credentials.all.filter(
    (record) =>
      record.role === 'access' &&
      record !== except &&
      record.decoded.kind === 'jws' &&
      availableAt(record) <= atMs &&
      (except === null || record.user === except.user) &&
      standing.mayHaveCounted(record),
  );
  const order = (record: CredentialRecord) => record.issuedAt ?? availableAt(record);
  return candidates.reduce<CredentialRecord | null>(
    (latest, record) => (latest === null || order(record) >= order(latest) ? record : latest),
    null,
  );
}

/** An app stores what a refresh brought within this time. */
const STORED_WITHIN_MS = 5_000;

/**
 * What a refresh of another tab brought: its answer is not seen here, but that its token came to
 * storage then, with no request of this tab.
 */
function broughtElsewhere(
  { by, endedAt, status }: RequestFacts,
  { all }: Credentials,
): CredentialRecord | null {
  if (by !== 'another-tab' || endedAt === null || (status ?? 400) >= 300) return null;
  const isThen = (at: number) => at >= endedAt && at - endedAt <= STORED_WITHIN_MS;
  return (
    all.find(
      (record) =>
        record.role === 'access' &&
        record.issuedBy === null &&
        record.sightings[0]?.how === 'stored' &&
        isThen(record.sightings[0].at),
    ) ?? null
  );
}

function readRefreshes(
  requests: readonly RequestFacts[],
  credentials: Credentials,
  standing: CredentialStanding,
): RefreshEvent[] {
  const byRequest = new Map(
    credentials.issuances.map((issuance) => [issuance.request.id, issuance]),
  );
  return requests
    .filter(({ route, startedAt }) => route.kind === 'refresh' && startedAt !== null)
    .map((request) => {
      const issuance = byRequest.get(request.id);
      const startedAt = request.startedAt ?? 0;
      const to = issuance?.access ?? broughtElsewhere(request, credentials);
      const paired = issuance ? tokenBefore(credentials.issuances, issuance) : null;
      const from = paired && paired !== to ? paired : inForce(credentials, standing, startedAt, to);
      return { request, startedAt, endedAt: request.endedAt, from, to, by: request.by };
    });
}

function readSignIns(recording: Recorded, credentials: Credentials): SignIn[] {
  const logins = credentials.issuances
    .filter(({ kind, access }) => kind === 'login' && access)
    .map(({ at, access, request }) => ({
      at,
      user: access?.user ?? null,
      subject: access?.subject ?? null,
      request: request.id,
    }));
  let before: string | null = null;
  const stored: SignIn[] = [];
  for (const storage of recording.storageHistory()) {
    const { user } = storage.reading;
    // What merely stays in storage tells of no one's coming.
    if (user && user !== before)
      stored.push({ at: storage.at, user, subject: null, request: null });
    before = user;
  }
  return [...logins, ...stored].sort((a, b) => a.at - b.at);
}

function readSignOuts(requests: readonly RequestFacts[], credentials: Credentials): SignOut[] {
  return requests.flatMap((request) => {
    const { route, status, endedAt, credential } = request;
    const isDone = status !== null && status >= 200 && status < 300 && endedAt !== null;
    if (route.kind !== 'logout' || !isDone) return [];
    const token = credential.kind === 'token' ? credentials.byToken.get(credential.token) : null;
    return [{ request, at: endedAt, user: token?.user ?? null }];
  });
}

/** Reads the life of every session in these requests: logins, refreshes, uses, logouts. */
export function readChains(
  recording: Recorded,
  requests: readonly RequestFacts[],
  credentials: Credentials,
  standing: CredentialStanding,
): Chains {
  const all = sessions(credentials, recording, standing);
  const chains = new Map(
    all.flatMap((chain) => chain.map((record) => [record.id, chain] as const)),
  );
  const signIns = readSignIns(recording, credentials);
  const chainOf = (record: CredentialRecord) => chains.get(record.id) ?? [record];
  return {
    credentials,
    refreshes: readRefreshes(requests, credentials, standing),
    signIns,
    signOuts: readSignOuts(requests, credentials),
    knows: standing.isKnown,
    chainOf,
    replacedBy: (record) => {
      const chain = chainOf(record);
      return chain[chain.indexOf(record) + 1] ?? null;
    },
    signedInAt: (ms) => signIns.findLast(({ at }) => at <= ms) ?? null,
  };
}
