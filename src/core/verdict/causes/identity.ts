import { type Said, said } from '../../language/language.ts';
import { textClaim, UUID } from '../../token/claims.ts';
import type { Claims } from '../../token/jwt.ts';
import { availableAt, broughtAt, type CredentialRecord } from '../credentials.ts';
import { because, evidence, type Rule } from './rule.ts';

function claimsOf(record: CredentialRecord): Claims | null {
  return record.decoded.kind === 'jws' ? record.decoded.claims : null;
}

function algorithmOf(record: CredentialRecord): string | null {
  return record.decoded.kind === 'jws' ? textClaim(record.decoded.header, 'alg') : null;
}

/** Header, payload or signature were changed by hand or in transit. */
export const tampered: Rule = ({ record }, { standing }) => {
  if (record?.decoded.kind !== 'jws' || standing.isGenuine(record)) return null;
  const twins = standing.twinsOf(record);
  const genuine = twins.find(({ other }) => standing.isGenuine(other));
  const found = genuine ?? twins[0];
  if (!found) return null;
  const { other, differs } = found;
  const key = differs === 'content' ? 'evidence_twin' : 'evidence_twin_signature';
  return because(
    'tampered',
    genuine ? 'certain' : 'possible',
    evidence('twin', { token: record.id, other: other.id }, other.issuedBy, { key }),
  );
};

function plain(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function quotedClaim(value: string | null): Said {
  return value === null ? said('claim_absent') : said('claim_quoted', { value });
}

/** An audience may be a list (RFC 7519 §4.1.3); one in common is enough. */
function isSame(a: unknown, b: unknown): boolean {
  const [many, others] = [a, b].map((value) => (Array.isArray(value) ? value : [value]).map(plain));
  return many?.some((one) => others?.includes(one)) ?? false;
}

/** Issuer, audience or algorithm differs from what this host accepts. */
export const otherEnvironment: Rule = (sending, context) => {
  const { record, host } = sending;
  const claims = record && claimsOf(record);
  if (!record || !claims || context.standing.isGenuine(record)) return null;
  const { profile } = context;
  const issuer = textClaim(claims, 'iss');
  if (issuer && profile.retiredIssuers.includes(issuer))
    return because('other-environment', 'likely', evidence('retired-issuer', { issuer }));
  const good = context.acceptance.comparable(host, record);
  const goodClaims = good?.record && claimsOf(good.record);
  if (!good?.record || !goodClaims) return null;
  const compared: [name: 'iss' | 'aud' | 'alg', here: unknown, accepted: unknown][] = [
    ['iss', claims.iss, goodClaims.iss],
    ['aud', claims.aud, goodClaims.aud],
    ['alg', algorithmOf(record), algorithmOf(good.record)],
  ];
  const differences = compared
    .filter(([, here, accepted]) => !isSame(here, accepted))
    .map(([name, here, accepted]) => ({ name, here: plain(here), accepted: plain(accepted) }));
  if (differences.length === 0) return null;
  return because(
    'other-environment',
    'likely',
    ...differences.map(({ name, here, accepted }) =>
      evidence(name, { here, accepted }, good.request, {
        values: { here: quotedClaim(here), accepted: quotedClaim(accepted), host },
      }),
    ),
  );
};

function isSameUser(record: CredentialRecord, user: string | null, subject: string | null) {
  if (user === null && subject === null) return null;
  const isEmail = (name: string | null) => name?.includes('@') ?? false;
  if (isEmail(record.user) && isEmail(user))
    return record.user?.toLowerCase() === user?.toLowerCase();
  const own = record.subject;
  if (own === null) return null;
  // The service's own id and the subject of Auth V2 are different numbers of one user.
  const known = [user, subject].filter(
    (name) => name !== null && !isEmail(name) && UUID.test(name) === UUID.test(own),
  );
  return known.length === 0 ? null : known.includes(own);
}

/** Its subject is not the one who is signed in. */
export const otherUser: Rule = ({ record, sentAt }, { chains }) => {
  if (!record || sentAt === null) return null;
  const signedIn = chains.signedInAt(sentAt);
  if (!signedIn || isSameUser(record, signedIn.user, signedIn.subject) !== false) return null;
  const user = signedIn.user ?? signedIn.subject;
  // That another signed in here ends no token by itself, on a service that knows of no browsers.
  const wasSignedOut = chains.signOuts.some((one) => one.at <= sentAt && one.user === record.user);
  return because(
    'other-user',
    wasSignedOut ? 'likely' : 'possible',
    evidence('signed-in', { tokenUser: record.user, signedIn: user }, signedIn.request),
  );
};

/** Used after a logout that the service accepted, or under way while it did. */
export const signedOut: Rule = ({ record, sentAt, answeredAt }, { chains, acceptance }) => {
  if (!record || sentAt === null) return null;
  const firstSeen = record.sightings[0]?.at ?? sentAt;
  const logout = chains.signOuts.findLast(
    ({ at, user }) =>
      at <= (answeredAt ?? sentAt) && firstSeen < at && (user === null || user === record.user),
  );
  if (!logout) return null;
  // What was refused before the logout began, and never taken since, is refused for another reason.
  const doubtedAt = acceptance.firstDoubt(record)?.answeredAt ?? Number.POSITIVE_INFINITY;
  const lastTaken = acceptance.last(record)?.sentAt ?? Number.NEGATIVE_INFINITY;
  if (doubtedAt < (logout.request.startedAt ?? logout.at) && lastTaken < doubtedAt) return null;
  const secondsAgo = (sentAt - logout.at) / 1000;
  const isBefore = logout.at <= sentAt;
  // A logout that left the token usable has not ended it, unless the service remembered a check.
  const wasUsable = lastTaken > logout.at;
  const key = isBefore ? 'evidence_logout' : 'evidence_logout_meanwhile';
  return because(
    'signed-out',
    isBefore && !wasUsable ? 'likely' : 'possible',
    evidence('logout', { secondsAgo }, logout.request.id, { key }),
  );
};

/** ms; by the answer that brought it, for a clock set back meanwhile dates its uses earlier. */
function thereSince(record: CredentialRecord): number {
  return broughtAt(record) ?? availableAt(record);
}

/** A clock that leaves more open (ms) was set nearby. */
const UNSETTLED_FROM_MS = 5_000;
/** ms; sooner than this after its beginning no refresh has revoked anything. */
const QUICKEST_REFRESH_MS = 5;

/**
 * An older token, used after a refresh had issued a newer one that the service accepted; a login
 * takes nothing from it. Where the old one was accepted after that, the refresh did not end it.
 */
export const superseded: Rule = (sending, { profile, chains, acceptance, standing }) => {
  const { record, sentAt, judged } = sending;
  if (!record || sentAt === null) return null;
  const chain = chains.chainOf(record);
  const newer = chain
    .slice(chain.indexOf(record) + 1)
    .find(
      (other) =>
        other.issuedIn !== 'login' && thereSince(other) <= sentAt && standing.isTrusted(other),
    );
  if (!newer) return null;
  const since = thereSince(newer);
  if ((acceptance.last(record)?.sentAt ?? Number.NEGATIVE_INFINITY) > since) return null;
  // What had been refused before the newer one was asked for is refused for another reason.
  const began = chains.refreshes.find(({ to }) => to === newer)?.startedAt ?? since;
  const doubtedAt = acceptance.firstDoubt(record)?.answeredAt ?? Number.POSITIVE_INFINITY;
  if (doubtedAt < began + QUICKEST_REFRESH_MS) return null;
  const secondsAgo = (sentAt - since) / 1000;
  // Where no refresh was seen, it took the place only of what was there before.
  const isRenewable = profile.generation(claimsOf(record) ?? {}) !== 'v1';
  const isRefreshed = newer.issuedIn === 'refresh' || (isRenewable && availableAt(record) < since);
  // A clock that was set back meanwhile may have dated the newer one too early.
  const latestIssue = sentAt + (judged.clock?.lowMs ?? Infinity) + UNSETTLED_FROM_MS;
  const isIssued = (newer.issuedAt ?? 0) <= latestIssue;
  const wasTaken = acceptance.first(newer) !== null;
  // That its time was over speaks for itself, even where the service has been seen to grant some.
  const wasInTime = judged.validity !== 'expired';
  return because(
    'superseded',
    isRefreshed && isIssued && wasTaken && wasInTime ? 'likely' : 'possible',
    evidence('newer-token', { token: record.id, newer: newer.id, secondsAgo }, newer.issuedBy),
  );
};
