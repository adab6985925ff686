import type { Use } from '../findings/scene.ts';
import type { Certainty } from '../language/stable-words.ts';
import { isUnchecked } from './refused.ts';

/** A stretch in which the service itself could not check sessions, as far as was seen. */
export interface Outage {
  /** ms; the first and the last refusal of it */
  from: number;
  until: number;
  certainty: Exclude<Certainty, 'possible'>;
  /** whether the service has let a session in since */
  isOver: boolean;
}

/** The last one; null where none is at least likely. */
export function lastOutage(uses: readonly Use[]): Outage | null {
  const outages: Outage[] = [];
  for (const { at, sending, verdict } of uses) {
    const last = outages.at(-1);
    if (last && sending.letThrough) last.isOver = true;
    const { refusal } = verdict;
    if (!refusal || !isUnchecked(refusal)) continue;
    const certainty = refusal.certainty === 'certain' ? 'certain' : 'likely';
    if (!last || last.isOver) outages.push({ from: at, until: at, certainty, isOver: false });
    else {
      last.until = at;
      if (certainty === 'certain') last.certainty = certainty;
    }
  }
  return outages.at(-1) ?? null;
}
