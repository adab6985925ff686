import type { ServiceProfile } from '../service/service-profile.ts';
import type { StoredUser } from '../service/stored-values.ts';
import { textClaim } from '../token/claims.ts';
import type { CredentialRecord } from '../verdict/credentials.ts';
import { generationOf } from './scene.ts';

/** Who someone is, by as many names as are known. */
export interface Person {
  email: string | null;
  /** the subject of Auth V2, which no id of the service's own equals */
  subject: string | null;
  /** the id of Auth V1 */
  id: string | null;
}

export function personOf(record: CredentialRecord, profile: ServiceProfile): Person | null {
  if (record.decoded.kind !== 'jws') return null;
  const { claims } = record.decoded;
  const isV1 = generationOf(record, profile) === 'v1';
  return {
    email: textClaim(claims, 'email')?.toLowerCase() ?? null,
    subject: isV1 ? null : textClaim(claims, 'sub'),
    id: isV1 ? textClaim(claims, 'id') : null,
  };
}

export function storedPerson({ email, subject }: StoredUser): Person {
  return { email: email?.toLowerCase() ?? null, subject, id: null };
}

/** Whether two are different people; false where nothing can be compared. */
export function areDifferent(a: Person, b: Person): boolean {
  for (const name of ['email', 'subject', 'id'] as const)
    if (a[name] !== null && b[name] !== null) return a[name] !== b[name];
  return false;
}

/** Null where no name is known. */
export function nameOf({ email, subject, id }: Person): string | null {
  return email ?? subject ?? id;
}
