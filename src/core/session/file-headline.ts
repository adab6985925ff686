import { type Said, said, sentences, wordKey } from '../language/language.ts';
import { answerAt, type Tone } from './answer.ts';
import type { SessionFacts } from './facts.ts';

/** How it stood when a file ended: first what was refused and why last, then the state at that instant. */
export function fileHeadline(facts: SessionFacts): { said: Said; tone: Tone } {
  const { counts, lastRefusal, lastAt } = facts;
  const { said: answer, tone } = answerAt(facts, lastAt);
  const { requests, refused } = counts;
  const state = said('file_ended', { at: lastAt, answer });
  if (refused === 0)
    return { tone, said: sentences(state, said('file_none_refused', { count: requests })) };
  const cause = said(wordKey('cause', lastRefusal?.cause ?? 'unknown'));
  return {
    tone: tone === 'good' ? 'warn' : tone,
    said: sentences(said('file_refused', { count: refused, requests, cause }), state),
  };
}
