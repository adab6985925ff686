import { type Said, said, type WordKey, wordKey } from '../../language/language.ts';
import type { Cause, Certainty } from '../../language/stable-words.ts';
import type { ServiceProfile } from '../../service/service-profile.ts';
import type { Acceptances } from '../acceptance.ts';
import type { Chains } from '../chains.ts';
import type { Sending } from '../sending.ts';
import type { CredentialStanding } from '../standing.ts';
import type { Storm } from '../storms.ts';

type Dashed<Key extends string> = Key extends `${infer Head}_${infer Tail}`
  ? `${Head}-${Dashed<Tail>}`
  : Key;
type IdOf<Key> = Key extends `evidence_${infer Id}` ? Dashed<Id> : never;

/** Each has a text, `evidence_…`. */
export type EvidenceId = IdOf<WordKey>;

/** A fact that speaks for something; ids and values first, the sentence is made from them. */
export interface Evidence {
  id: EvidenceId;
  values: Readonly<Record<string, string | number | null>>;
  said: Said;
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
  acceptance: Acceptances;
  standing: CredentialStanding;
  /** refusals that came on many routes at once */
  storms: ReadonlyMap<Sending, Storm>;
}

/** Says that a refused sending was refused for this cause, or null where it does not hold. */
export type Rule = (sending: Sending, context: CauseContext) => CauseVerdict | null;

/** Said by the text of its id with its values, unless `as` names another text or further values. */
export function evidence(
  id: EvidenceId,
  values: Evidence['values'] = {},
  request: string | null = null,
  as: Partial<Said> = {},
): Evidence {
  const key = as.key ?? wordKey('evidence', id);
  const found = { id, values, said: said(key, { ...values, ...as.values }) };
  return request === null ? found : { ...found, request };
}

export function because(cause: Cause, certainty: Certainty, ...found: Evidence[]): CauseVerdict {
  return { cause, certainty, evidence: found };
}
