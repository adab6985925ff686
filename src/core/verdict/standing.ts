import type { Acceptance } from './acceptance.ts';
import { availableAt, type CredentialRecord, type Credentials } from './credentials.ts';
import { type Twin, twinFinder } from './twins.ts';

/** Which tokens are the service's, as far as the recording shows; the rest proves nothing of anyone. */
export interface CredentialStanding {
  /** The service itself gave it out or took it. */
  isGenuine(record: CredentialRecord): boolean;
  /** It is genuine or the app had stored it: it has a place in a session. */
  isKnown(record: CredentialRecord): boolean;
  /** It may have been in force: it is known, or nothing speaks against it but that its time was over. */
  mayHaveCounted(record: CredentialRecord): boolean;
  /** It is known, and was not refused before its time without ever being accepted. */
  isTrusted(record: CredentialRecord): boolean;
  twinsOf(record: CredentialRecord): readonly Twin[];
}

export function readStanding({ all }: Credentials, acceptance: Acceptance): CredentialStanding {
  const twinsOf = twinFinder(all);
  const isGenuine = (record: CredentialRecord) =>
    record.issuedBy !== null || acceptance.first(record) !== null;
  /** That it alone was refused speaks against it, else that the other was there as early. */
  const isLessLikely = (record: CredentialRecord, other: CredentialRecord) => {
    const [isDoubted, isOtherDoubted] = [record, other].map((one) => acceptance.isDoubted(one));
    if (isDoubted !== isOtherDoubted) return isDoubted === true;
    return availableAt(other) <= availableAt(record);
  };
  /** Of two that cannot both be true the genuine one is, else the one more likely to be. */
  const isCounterfeit = (record: CredentialRecord) =>
    !isGenuine(record) &&
    twinsOf(record).some(({ other }) => isGenuine(other) || isLessLikely(record, other));
  const isKnown = (record: CredentialRecord) => {
    if (record.isForged) return false;
    if (isGenuine(record)) return true;
    return record.sightings.some(({ how }) => how === 'stored') && !isCounterfeit(record);
  };
  return {
    isGenuine,
    isKnown,
    mayHaveCounted: (record) =>
      isKnown(record) ||
      (!record.isForged && !acceptance.isDoubted(record) && !isCounterfeit(record)),
    isTrusted: (record) =>
      isKnown(record) && (acceptance.first(record) !== null || !acceptance.isDoubted(record)),
    twinsOf,
  };
}
