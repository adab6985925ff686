import { answerAt, ENDING_SECONDS } from './answer.ts';
import type { SessionFacts } from './facts.ts';

/** What stands on the toolbar button for a tab. */
export interface Badge {
  text: string;
  tone: 'warn' | 'bad';
  /** ms by this computer; when it will be another without anything happening */
  changesAt: number | null;
}

const MINUTE = 60;
/** Four characters fit on the button. */
const MAX_COUNT = 99;

/**
 * Minutes left in the last five, and before them the refusals that nobody has looked at yet.
 * @param seenUntil ms; up to then the user has seen what was refused
 */
export function badgeAt(facts: SessionFacts, seenUntil: number, nowMs: number): Badge {
  const unseen = facts.refusedAt.filter((at) => at > seenUntil).length;
  const { standing, secondsLeft } = answerAt(facts, nowMs);
  const isEnding = secondsLeft !== null && secondsLeft >= 0 && secondsLeft < ENDING_SECONDS;
  const minutes = isEnding ? Math.ceil((secondsLeft + 1) / MINUTE) : 0;
  const changesIn = isEnding
    ? secondsLeft + 1 - (minutes - 1) * MINUTE
    : (secondsLeft ?? 0) - ENDING_SECONDS + 1;
  const changesAt = secondsLeft !== null && changesIn > 0 ? nowMs + changesIn * 1000 : null;
  if (unseen > 0) return { text: `!${Math.min(MAX_COUNT, unseen)}`, tone: 'bad', changesAt };
  if (standing === 'ended') return { text: '0m', tone: 'bad', changesAt };
  const isShown = isEnding && standing !== 'signed-out';
  return { text: isShown ? `${minutes}m` : '', tone: 'warn', changesAt };
}
