import type { Acceptance } from '../acceptance.ts';
import type { Chains } from '../chains.ts';
import type { Sending } from '../sending.ts';
import type { ServiceProfile } from '../service-profile.ts';
import type { Cause, Certainty } from '../stable-words.ts';
import type { Storm } from '../storms.ts';

/** A fact that speaks for something; ids and values first, the text is made from them. */
export interface Evidence {
  id: string;
  text: string;
  values: Record<string, string | number | null>;
  /** the request that shows it */
  request?: string;
}

export interface CauseVerdict {
  cause: Cause;
  certainty: Certainty;
  evidence: Evidence[];
}

/** Everything a rule may look at. */
export interface CauseContext {
  profile: ServiceProfile;
  chains: Chains;
  acceptance: Acceptance;
  /** refusals that came on many routes at once */
  storms: ReadonlyMap<Sending, Storm>;
}

/** Says that a refused sending was refused for this cause, or null where it does not hold. */
export type Rule = (sending: Sending, context: CauseContext) => CauseVerdict | null;

export function evidence(
  id: string,
  text: string,
  values: Evidence['values'] = {},
  request?: string | null,
): Evidence {
  return request ? { id, text, values, request } : { id, text, values };
}

export function because(cause: Cause, certainty: Certainty, ...found: Evidence[]): CauseVerdict {
  return { cause, certainty, evidence: found };
}
