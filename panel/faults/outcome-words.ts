import type { FaultOutcome } from '../../src/core/faults/outcome.ts';
import { wordKey } from '../../src/core/language/language.ts';
import { say } from '../words/language.ts';
import { faultName } from './fault-name.ts';

/** How switching a fault on or off ended, where it is not on now. */
export function outcomeSentence(outcome: Exclude<FaultOutcome, { kind: 'on' }>): string {
  switch (outcome.kind) {
    case 'done':
      return say('fault_told_done', { fault: faultName(outcome.fault) });
    case 'undone':
      return say('fault_told_undone');
    case 'undone-but-newer':
      return say('fault_told_undone_but_newer');
    case 'kept-is-gone':
      return say('fault_told_kept_is_gone');
    case 'undone-later':
      return say('fault_told_undone_later', { places: outcome.places });
    case 'newer':
      return say('fault_told_newer');
    case 'unavailable':
      return say(wordKey('fault_not', outcome.reason));
    case 'failed':
      return say(outcome.reason === 'no-room' ? 'fault_told_no_room' : 'fault_told_failed');
  }
}

export function outcomeTone({ kind }: FaultOutcome): 'good' | 'warn' | 'bad' {
  if (kind === 'unavailable' || kind === 'failed') return 'bad';
  return kind === 'newer' || kind === 'kept-is-gone' ? 'warn' : 'good';
}
