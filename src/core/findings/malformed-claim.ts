import { said } from '../language/language.ts';
import { claimEvidence } from '../verdict/causes/claim-evidence.ts';
import type { Search } from './finding.ts';
import { firstOf, idsOf } from './wording.ts';

/** Tokens whose dates are not as RFC 7519 §2 wants them; those of a fault are none of the app's. */
export const malformedClaim: Search = ({ chains, uses }) => {
  const tokens = chains.credentials.all.filter(
    (record) => record.role === 'access' && !record.isForged && claimEvidence(record).length > 0,
  );
  if (tokens.length === 0) return null;
  const sent = uses.filter(({ sending: { record } }) => record !== null && tokens.includes(record));
  return {
    code: 'malformed-claim',
    severity: 'warning',
    title: said('finding_malformed_claim', { count: tokens.length }),
    evidence: firstOf(tokens.flatMap(claimEvidence)),
    requests: idsOf(sent),
    advice: said('advice_dates_in_seconds'),
  };
};
