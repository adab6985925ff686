import type { FaultOutcome } from '../core/faults/outcome.ts';
import { type Said, said } from '../core/language/language.ts';

/** What became of “Undo all simulations”, of which so many are still on; null: no answer came. */
export function undoneWords(outcome: FaultOutcome | null, left: number): Said {
  if (left > 0) return said('popup_not_undone');
  if (outcome?.kind === 'undone' || outcome?.kind === 'undone-but-newer')
    return said('popup_undone');
  if (outcome?.kind === 'kept-is-gone') return said('fault_told_kept_is_gone');
  if (outcome?.kind === 'undone-later')
    return said('fault_told_undone_later', { places: outcome.places });
  return said('popup_undo_unheard');
}
