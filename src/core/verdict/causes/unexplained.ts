import { type Said, said } from '../../language/language.ts';
import type { Evidence } from './rule.ts';

/** s; what was taken further away says little of the moment of a refusal */
const NEAR_SECONDS = 60;

type Told = readonly { id: string; values: Evidence['values'] }[];

function nearIn(evidence: Told, id: string): number | null {
  const seconds = evidence.find((one) => one.id === id)?.values.seconds;
  return typeof seconds === 'number' && seconds <= NEAR_SECONDS ? seconds : null;
}

/** That the same token was accepted just before or after a refusal that nothing explains. */
export function acceptedAround(evidence: Told): Said | null {
  const before = nearIn(evidence, 'accepted-before');
  const after = nearIn(evidence, 'accepted-later');
  if (before !== null && after !== null)
    return said('reason_unknown_taken_around', { before, after });
  if (before !== null) return said('reason_unknown_taken_before', { before });
  return after === null ? null : said('reason_unknown_taken_after', { after });
}
