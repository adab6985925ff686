import { type Said, said, type WordKey } from '../../language/language.ts';
import type { Evidence } from './rule.ts';

/** s; what was taken further away says little of the moment of a refusal */
const NEAR_SECONDS = 60;

const FACTS = new Map<string, WordKey>([
  ['accepted-before', 'evidence_accepted_before'],
  ['accepted-later', 'evidence_accepted_later'],
]);

type Told = readonly { id: string; values: Evidence['values'] }[];

/** That the same token was accepted just before or after a refusal that nothing explains. */
export function acceptedBeside(evidence: Told): Said | null {
  const [nearest] = evidence
    .flatMap(({ id, values }) => {
      const key = FACTS.get(id);
      return key ? [{ key, seconds: Number(values.seconds) }] : [];
    })
    .sort((a, b) => a.seconds - b.seconds);
  if (!nearest || !(nearest.seconds <= NEAR_SECONDS)) return null;
  const { key, seconds } = nearest;
  return said('reason_unknown_beside', { fact: said(key, { seconds }) });
}
