import { faultWords } from '../../language/fault-words.ts';
import { type Said, said } from '../../language/language.ts';
import type { Verdict } from '../verdict.ts';
import type { CauseVerdict } from './rule.ts';

type Refused = Pick<Verdict, 'refusal' | 'validity'>;

/** The stable name of the simulation that a refusal is put down to; null where there is none. */
export function simulationOf({ refusal }: Pick<Verdict, 'refusal'>): string | null {
  const name = refusal?.evidence.find(({ id }) => id === 'fault')?.values.fault;
  return typeof name === 'string' ? name : null;
}

/** How sure a cause is; of a simulation it is sure that it was on, not what the service had against it. */
export function sureness({ cause, certainty }: Pick<CauseVerdict, 'cause' | 'certainty'>) {
  return cause === 'fault' ? 'simulated' : certainty;
}

/** Whether the app itself sent an expired token: a rule changes on its way what the app has sent. */
export function isSentExpired({ refusal, validity }: Refused): boolean {
  return validity === 'expired' && simulationOf({ refusal }) !== 'replace-token';
}

/** What a simulation made the service refuse, or which simulation it was. */
export function simulatedCause({ refusal, validity }: Refused): Said | string {
  if (validity === 'expired') return said('cause_expired');
  const name = simulationOf({ refusal });
  return name === null ? said('cause_fault') : faultWords(name);
}
