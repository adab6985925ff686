import { type Said, said } from '../language/language.ts';
import type { SessionFacts } from './facts.ts';
import { summaryAt } from './summary.ts';

/** `s…@school.example`: known to who answers that person, and to nobody else. */
export function maskedUser(user: string): string {
  const [name = '', ...domain] = user.split('@');
  const initial = [...name].at(0) ?? '';
  return domain.length > 0 ? `${initial}…@${domain.join('@')}` : `${initial}…`;
}

/** The lines of a summary for a ticket, told at this moment (ms): no name in full and no secret. */
export function copiedSummary(facts: SessionFacts, nowMs: number): Said[] {
  const user = facts.user === null ? null : maskedUser(facts.user);
  const { said: answer, lastRefusal, refusedCount } = summaryAt({ ...facts, user }, nowMs);
  return [said('support_copied', { at: nowMs }), answer, lastRefusal, refusedCount].filter(
    (line) => line !== null,
  );
}
