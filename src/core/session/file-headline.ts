import { type Said, said, sentences, wordKey } from '../language/language.ts';
import type { SessionFacts } from './facts.ts';
import { summaryAt } from './summary.ts';

/** How it stood when a file ended: the state at that instant, what was refused, and why last. */
export function fileHeadline(facts: SessionFacts): { said: Said; tone: string } {
  const { counts, lastRefusal, lastAt } = facts;
  const { said: answer, tone } = summaryAt(facts, lastAt);
  const { requests, refused } = counts;
  const state = said('file_ended', { at: lastAt, answer });
  if (refused === 0)
    return { tone, said: sentences(state, said('file_none_refused', { count: requests })) };
  const cause = said(wordKey('cause', lastRefusal?.cause ?? 'unknown'));
  return {
    tone,
    said: sentences(state, said('file_refused', { count: refused, requests, cause })),
  };
}
