import type { Chains } from '../chains.ts';
import type { Sending } from '../sending.ts';
import { type Evidence, evidence } from './rule.ts';

/**
 * What the tokens that were issued say of a refusal whose headers were left out: an app sends the one
 * that it got last. Possible and no more, for the header itself was not seen.
 */
export function leftOut({ sentAt, judged }: Sending, { credentials }: Chains): Evidence[] {
  const last = credentials.issuances.findLast(
    ({ at, access }) => access !== null && sentAt !== null && at <= sentAt,
  );
  const record = last?.access ?? null;
  if (!record || !last || sentAt === null || record.expiresAt === null)
    return [evidence('header-left-out')];
  const left = (record.expiresAt - sentAt - (judged.clock?.offsetMs ?? 0)) / 1000;
  const { id, issuedAt, expiresAt } = record;
  const values = { token: id, secondsLeft: left };
  const from = issuedAt ?? last.at;
  return [
    evidence(left <= 0 ? 'inferred-expired' : 'inferred-valid', values, last.request.id, {
      values: { issuedAt: from, life: (expiresAt - from) / 1000, left: Math.abs(left) },
    }),
  ];
}
