import type { Fault } from '../../src/core/faults/fault.ts';
import type { ActiveFault } from '../../src/core/faults/outcome.ts';
import { wordKey } from '../../src/core/language/language.ts';
import { say } from '../words/language.ts';

/** What a fault that is on is called. */
export function faultName({ name }: Pick<Fault, 'name'>): string {
  return say(wordKey('fault_name', name));
}

/** Since when it is on. */
export function sinceWords({ since }: ActiveFault): string {
  return say('fault_since', { at: since });
}
