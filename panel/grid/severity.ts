import type { Outcome } from '../../src/core/language/stable-words.ts';
import type { Verdict } from '../../src/core/verdict/verdict.ts';

type Weighed = Pick<Verdict, 'outcome' | 'flags'>;

/** From what needs no look to what needs it most. */
const ASCENDING: readonly Outcome[] = ['accepted', 'pending', 'unknown', 'failed', 'rejected'];

/** How bad a verdict is; any with a flag is worse than any without. */
export function severityOf({ outcome, flags }: Weighed): number {
  return ASCENDING.indexOf(outcome) + (flags.length > 0 ? ASCENDING.length : 0);
}
