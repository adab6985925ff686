import { type Said, said, type WordKey } from '../language/language.ts';
import { answerAt } from './answer.ts';
import type { SessionFacts } from './facts.ts';

/** What the browser tells the user of a session by itself. */
export interface Notice {
  /** what is told under one key is told once */
  key: string;
  said: Said;
}

/** An app that renews in time has done so before; what ends within this is told, s. */
export const NOTICE_SECONDS = 120;

/** Which answers are worth an interruption, in words that may lie around: they name nobody. */
const NOTICES: Partial<Record<WordKey, WordKey>> = {
  answer_ending: 'notice_ending',
  answer_ending_failed: 'notice_ending_failed',
  answer_ending_final: 'notice_ending_final',
  answer_ended_refused: 'notice_refused',
  answer_refused: 'notice_refused',
  answer_refused_in_time: 'notice_refused',
  answer_thrown_out: 'notice_thrown_out',
  answer_thrown_out_user: 'notice_thrown_out',
};

/**
 * What is to be told now, if anything: that a session ends and was not renewed, or was refused.
 * @param host whose session it is
 * @param seenUntil ms; up to then the user has seen what was refused
 */
export function noticeAt(
  facts: SessionFacts,
  host: string,
  seenUntil: number,
  nowMs: number,
): Notice | null {
  const { fingerprint, answer, signOut } = facts;
  const current = answerAt(facts, nowMs);
  const text = NOTICES[current.said.key];
  if (!text) return null;
  if (current.standing === 'ending') {
    const left = current.secondsLeft ?? 0;
    if (left >= NOTICE_SECONDS) return null;
    return { key: `ending ${fingerprint}`, said: said(text, { host, left }) };
  }
  const refusal = answer?.refusal;
  const at = current.standing === 'signed-out' ? signOut?.at : refusal?.at;
  if (at === undefined || at <= seenUntil || refusal?.cause === 'fault') return null;
  return { key: `${text} ${fingerprint ?? at}`, said: said(text, { host, at }) };
}
