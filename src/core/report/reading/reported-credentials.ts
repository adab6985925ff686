import type { RequestFacts } from '../../recording/request.ts';
import { fingerprint, standIn } from '../../token/fingerprint.ts';
import type { Claims, DecodedToken } from '../../token/jwt.ts';
import type { Chains, RefreshEvent } from '../../verdict/chains.ts';
import type { CredentialRecord, Sighting } from '../../verdict/credentials.ts';
import type { FileCredential, ReportFile } from '../report-schema.ts';
import { millisecondsOf } from './milliseconds.ts';

const withoutNull = (fields: Record<string, unknown>): Claims =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

const secondsOf = (time: string | null) => {
  const ms = millisecondsOf(time);
  return ms === null ? null : ms / 1000;
};

/** What could be decoded from the token, as far as the report tells it. */
function decodedOf(credential: FileCredential): DecodedToken {
  const { kind, alg, issuer, audience, subject, email, issuedAt, expiresAt } = credential;
  if (kind === 'opaque') return { kind: 'opaque', encrypted: false };
  const claims = {
    iss: issuer,
    aud: audience,
    sub: subject,
    email: email ?? null,
    iat: secondsOf(issuedAt),
    exp: secondsOf(expiresAt),
  };
  return { kind: 'jws', header: withoutNull({ alg }), claims: withoutNull(claims) };
}

function toRecord(credential: FileCredential, firstAt: number): CredentialRecord {
  const { id, subject, email, issuedAt, expiresAt, places } = credential;
  const token = standIn(id);
  const at = millisecondsOf(issuedAt) ?? firstAt;
  return {
    id,
    token,
    fingerprint: fingerprint(token),
    role: credential.kind === 'jwt' ? 'access' : 'refresh',
    decoded: decodedOf(credential),
    user: email ?? subject,
    subject,
    issuedAt: millisecondsOf(issuedAt),
    expiresAt: millisecondsOf(expiresAt),
    sightings: places.map((place): Sighting => {
      return { at, place, how: place.startsWith('answer.') ? 'answered' : 'stored' };
    }),
    issuedBy: null,
    issuedIn: null,
    isForged: false,
  };
}

/**
 * The tokens of a report by their names there. How often each was sent is added by the rows.
 * @param firstAt ms; when the recording began, for what has no date of its own
 */
export function readRecords(
  credentials: readonly FileCredential[],
  firstAt: number,
): Map<string, CredentialRecord> {
  return new Map(credentials.map((one) => [one.id, toRecord(one, firstAt)]));
}

/** Which token followed which, as the report tells it. */
export function readChains(
  { credentials, refreshes }: ReportFile,
  records: ReadonlyMap<string, CredentialRecord>,
  requests: ReadonlyMap<string, RequestFacts>,
): Chains {
  const named = (id: string | undefined) => (id === undefined ? null : (records.get(id) ?? null));
  const next = new Map(credentials.map(({ id, replacedBy }) => [id, replacedBy]));
  const previous = new Map([...next].flatMap(([id, after]) => (after ? [[after, id]] : [])));
  const follow = (from: string, links: ReadonlyMap<string, string | undefined>) => {
    const seen = new Set<string>();
    for (let id = links.get(from); id !== undefined && !seen.has(id); id = links.get(id))
      seen.add(id);
    return [...seen];
  };
  const all = [...records.values()];
  return {
    credentials: {
      all,
      byToken: new Map(all.map((record) => [record.token, record])),
      issuances: [],
    },
    refreshes: refreshes.flatMap(({ request, from, to, by }): RefreshEvent[] => {
      const facts = requests.get(request);
      if (!facts) return [];
      const startedAt = facts.startedAt ?? facts.sentAt ?? 0;
      return [{ request: facts, startedAt, endedAt: null, from: named(from), to: named(to), by }];
    }),
    signIns: [],
    signOuts: [],
    knows: () => true,
    replacedBy: ({ id }) => named(next.get(id)),
    chainOf: ({ id }) =>
      [...follow(id, previous).reverse(), id, ...follow(id, next)].flatMap(
        (each) => records.get(each) ?? [],
      ),
    signedInAt: () => null,
  };
}
