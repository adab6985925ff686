import { MINUTE_S } from '../language/units.ts';
import { answerAt, ENDING_SECONDS, type Standing } from './answer.ts';
import type { SessionFacts } from './facts.ts';

/** What stands on the toolbar button for a tab. */
export interface Badge {
  text: string;
  tone: 'warn' | 'bad';
  /** ms by this computer; when it will be another without anything happening */
  changesAt: number | null;
}

/** Four characters fit on the button. */
const MAX_COUNT = 99;

/** s until the mark is another; nothing, or less, where it stays. */
function nextChange(standing: Standing, left: number, minutes: number, doubt: number): number {
  if (standing === 'edge') return Math.max(1, left + 1 + doubt);
  if (minutes === 0) return left - ENDING_SECONDS + 1;
  const toNextMinute = left + 1 - (minutes - 1) * MINUTE_S;
  return left > doubt ? Math.min(toNextMinute, left + 1 - doubt) : toNextMinute;
}

/**
 * Minutes left in the last five, a question mark where nobody can tell, and before them the refusals that nobody has looked at yet.
 * @param seenUntil ms; up to then the user has seen what was refused
 */
export function badgeAt(facts: SessionFacts, seenUntil: number, nowMs: number): Badge {
  const unseen = facts.refusedAt.filter((at) => at > seenUntil).length;
  const { standing, secondsLeft } = answerAt(facts, nowMs);
  const doubt = Math.ceil((facts.clock?.uncertaintyMs ?? 0) / 1000);
  const isEnding = secondsLeft !== null && secondsLeft >= 0 && secondsLeft < ENDING_SECONDS;
  const minutes = isEnding ? Math.ceil((secondsLeft + 1) / MINUTE_S) : 0;
  const changesIn = nextChange(standing, secondsLeft ?? 0, minutes, doubt);
  const changesAt = secondsLeft !== null && changesIn > 0 ? nowMs + changesIn * 1000 : null;
  if (unseen > 0) return { text: `!${Math.min(MAX_COUNT, unseen)}`, tone: 'bad', changesAt };
  if (standing === 'ended') return { text: '0m', tone: 'bad', changesAt };
  if (standing === 'edge') return { text: '?', tone: 'warn', changesAt };
  const isShown = isEnding && standing !== 'signed-out';
  return { text: isShown ? `${minutes}m` : '', tone: 'warn', changesAt };
}
