import { iso } from '../../language/time-value.ts';
import { type OddDate, oddDates } from '../../token/claims.ts';
import type { CredentialRecord } from '../credentials.ts';
import { type Evidence, type EvidenceId, evidence } from './rule.ts';

const IDS: Readonly<Record<OddDate['kind'], EvidenceId>> = {
  milliseconds: 'claim-in-milliseconds',
  'no-number': 'claim-no-number',
  negative: 'claim-negative',
  beyond: 'claim-beyond-date',
};

/** What is wrong with the dates of a token, as far as it can be read. */
export function claimEvidence({ id, decoded }: CredentialRecord): Evidence[] {
  if (decoded.kind !== 'jws') return [];
  return oddDates(decoded.claims).map(({ name, kind, meantMs }) =>
    evidence(IDS[kind], { token: id, name, at: iso(meantMs) }),
  );
}
