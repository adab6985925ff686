import { whole } from '../recording/growing-lists.ts';
import type { Recorded } from '../recording/recorded.ts';
import { isWitnessed } from '../recording/witness.ts';
import { CredentialReader } from '../verdict/credential-reader.ts';
import type { CredentialRecord } from '../verdict/credentials.ts';
import { currentStorage } from '../verdict/current.ts';

/** A genuine token of this recording that a fault can put in the place of the one in use. */
export interface Candidate {
  token: string;
  /** who it speaks for, where it says */
  user: string | null;
  /** ms */
  expiresAt: number | null;
}

/** The latest first. */
export interface Candidates {
  /** the token that the app's storage holds; null where it is signed out */
  active: string | null;
  previous: readonly Candidate[];
  expired: readonly Candidate[];
  otherUsers: readonly Candidate[];
}

function candidate({ token, user, expiresAt }: CredentialRecord): Candidate {
  return { token, user, expiresAt };
}

/** Which tokens of this recording faults can use. `serverNowMs`: by the clock that judges them. */
export function faultCandidates(recording: Recorded, serverNowMs: number): Candidates {
  const active = currentStorage(recording)?.active?.token ?? null;
  const requests = whole(recording.requests().filter(isWitnessed));
  const { all } = new CredentialReader(recording.profile).read(recording, requests);
  const records = all.filter(
    ({ role, decoded, isForged }) => role === 'access' && decoded.kind === 'jws' && !isForged,
  );
  const now = records.find(({ token }) => token === active) ?? null;
  const others = records
    .filter(({ token }) => token !== active)
    .sort((a, b) => (b.issuedAt ?? 0) - (a.issuedAt ?? 0));
  const isSameUser = ({ subject }: CredentialRecord) => !now || subject === now.subject;
  const isPrevious = (record: CredentialRecord) =>
    isSameUser(record) && (record.issuedAt ?? 0) <= (now?.issuedAt ?? 0);
  const isExpired = ({ expiresAt }: CredentialRecord) =>
    expiresAt !== null && expiresAt <= serverNowMs;
  return {
    active,
    previous: now ? others.filter(isPrevious).map(candidate) : [],
    expired: records.filter(isExpired).map(candidate),
    otherUsers: now ? others.filter((record) => !isSameUser(record)).map(candidate) : [],
  };
}
