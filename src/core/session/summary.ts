import { type Said, said, sentences, wordKey } from '../language/language.ts';
import { DAY_S, MINUTE_MS, MINUTE_S } from '../language/units.ts';
import { ABOUT_CAUSES } from '../verdict/causes/about-causes.ts';
import {
  type Answer,
  answerAt,
  isThrownOut,
  outageTime,
  type Standing,
  type Tone,
} from './answer.ts';
import type { Refusal, SessionFacts } from './facts.ts';
import type { Outage } from './outage.ts';

/** What the popup, the badge and the headline of a file say of a session at a moment. */
export interface SessionSummary extends Answer {
  /** the last refusal in plain words; null where there was none */
  lastRefusal: Said | null;
  /** how many requests were refused; null where none was */
  refusedCount: Said | null;
  /** that none was, as far as seen; null where one was, or where no request was seen */
  noneRefused: Said | null;
  /** what the seconds left are, and until or since when; null where there are none */
  left: Said | null;
  /** a sentence to send to the user; null where there is nothing to tell them */
  forUser: Said | null;
}

/** An older refusal says little about what troubles the user now, ms. */
const RECENT_MS = 15 * 60_000;
/** Below it nobody notices, ms. */
const CLOCKS_APART_MS = 60_000;
/** A time of day tells no more than the next day, s. */
const WITHOUT_CLOCK: ReadonlySet<Standing> = new Set(['early', 'signed-out', 'unseen']);

/** Why and when a request was refused, for a reader who knows nothing of tokens. */
export function refusalSaid({ at, cause, certainty }: Refusal): Said {
  if (cause === 'unknown') return said('support_refused_unknown', { at });
  return said(wordKey('support_refused', certainty), {
    at,
    why: said(wordKey('support_why', cause)),
  });
}

function outageOverSaid(outage: Outage): Said {
  const isCertain = outage.certainty === 'certain';
  const when = outageTime(outage);
  return said(isCertain ? 'support_outage_over' : 'support_outage_over_likely', { when });
}

function lastRefusalSaid({ lastRefusal, outage }: SessionFacts): Said | null {
  if (!lastRefusal) return null;
  if (outage?.isOver && lastRefusal.cause === 'verifier-down') {
    return outageOverSaid(outage);
  }
  return refusalSaid(lastRefusal);
}

function outageNow({ certainty }: Pick<Outage, 'certainty'>): Said {
  return said(certainty === 'certain' ? 'tell_outage' : 'tell_outage_likely');
}

/** That it is over is worth a word to those whom the last refusal of late was part of. */
function outageOver({ lastRefusal, outage }: SessionFacts, nowMs: number): Said | null {
  if (!outage?.isOver || !lastRefusal || nowMs - lastRefusal.at > RECENT_MS) return null;
  if (lastRefusal.cause !== 'verifier-down') return null;
  return said(outage.certainty === 'certain' ? 'tell_outage_over' : 'tell_outage_over_likely');
}

/** What a refusal of late asks to be told, whatever the session is now. */
function aboutRefusal(facts: SessionFacts, nowMs: number): Said | null {
  const { lastRefusal, outage } = facts;
  if (!lastRefusal || nowMs - lastRefusal.at > RECENT_MS) return null;
  const { cause, certainty } = lastRefusal;
  if (certainty === 'possible') return null;
  if (cause === 'verifier-down') return outage?.isOver ? null : outageNow({ certainty });
  const { blame } = ABOUT_CAUSES[cause];
  if (blame === 'clock') return clockForUser(facts) ?? said('tell_clock');
  return blame === 'app' ? said('tell_app_mistake') : null;
}

/** Nothing in the app goes right by such a clock: it renews too late, or not at all. */
function areClocksApart({ clock }: SessionFacts): boolean {
  return clock !== null && Math.abs(clock.offsetMs) - clock.uncertaintyMs > CLOCKS_APART_MS;
}

/** By how much, s in whole minutes, and in which direction; null where they agree well enough. */
function clocksApart(facts: SessionFacts): { isAhead: boolean; by: number } | null {
  if (!facts.clock || !areClocksApart(facts)) return null;
  const { offsetMs } = facts.clock;
  const by = Math.round(Math.abs(offsetMs) / MINUTE_MS) * MINUTE_S;
  return { isAhead: offsetMs < 0, by };
}

/** Who reads only the first sentence would miss what is amiss; `early` says it itself. */
function clockSaid(facts: SessionFacts, standing: Standing): Said | null {
  const apart = clocksApart(facts);
  if (!apart || WITHOUT_CLOCK.has(standing)) return null;
  const { isAhead, by } = apart;
  return said(isAhead ? 'answer_clock_ahead' : 'answer_clock_behind', { by });
}

function clockForUser(facts: SessionFacts): Said | null {
  const apart = clocksApart(facts);
  if (!apart) return null;
  const { isAhead, by } = apart;
  return said(isAhead ? 'tell_clock_ahead' : 'tell_clock_behind', { by });
}

/** Tells the time by the clock that this computer shows; where that is wrong, by the service's. */
function leftSaid(facts: SessionFacts, { secondsLeft }: Answer): Said | null {
  const { token, clock } = facts;
  if (token?.kind !== 'readable' || token.expiresAt === null || secondsLeft === null) return null;
  const isOver = secondsLeft < 0;
  const isClockKnown = clock !== null && clock.uncertaintyMs <= CLOCKS_APART_MS;
  if (!isClockKnown || Math.abs(secondsLeft) >= DAY_S)
    return said(isOver ? 'popup_over' : 'popup_left');
  if (areClocksApart(facts))
    return said(isOver ? 'popup_over_service' : 'popup_left_service', { at: token.expiresAt });
  const at = token.expiresAt - clock.offsetMs;
  return said(isOver ? 'popup_over_at' : 'popup_left_until', { at });
}

/** Whether support can do it with a button, and neither the app is at it nor has it failed. */
function isRenewedHere(
  { renewal, lastRenewal }: SessionFacts,
  { standing, said: { key } }: Answer,
): boolean {
  if (renewal !== 'possible') return false;
  if (standing === 'ending') return key === 'answer_ending';
  return lastRenewal === null || lastRenewal.result === 'succeeded';
}

/** What support shall do or ask for; the same as the user is told. */
function adviceOn(facts: SessionFacts, answer: Answer, userTold: Said | null): Said | null {
  switch (answer.standing) {
    case 'ending':
      return isRenewedHere(facts, answer) ? said('answer_ending_advice') : null;
    case 'ended':
      return said(
        isRenewedHere(facts, answer) ? 'answer_ended_renewable_advice' : 'answer_ended_advice',
      );
    case 'outage':
      return said('answer_outage_advice');
    case 'refused':
      return userTold?.key === 'tell_refused' ? said('answer_refused_advice') : null;
    case 'signed-out': {
      const isOfFault = facts.lastRefusal?.cause === 'fault';
      return isThrownOut(answer, facts) && !isOfFault ? said('answer_thrown_out_advice') : null;
    }
    default:
      return null;
  }
}

function toneOf({ tone }: Answer, facts: SessionFacts): Tone {
  return tone === 'good' && areClocksApart(facts) ? 'warn' : tone;
}

/** Who pressed the button knows it; anybody else wants to hear what happened. */
function signedOutForUser({ signOut }: SessionFacts): Said {
  if (signOut?.by === 'refusal') return said('tell_thrown_out');
  return said(signOut?.by === 'emptied-storage' ? 'tell_dropped' : 'tell_signed_out');
}

function forUser(facts: SessionFacts, answer: Answer, nowMs: number): Said | null {
  if (facts.answer?.refusal?.cause === 'fault') return null;
  const clock = clockForUser(facts);
  const special = aboutRefusal(facts, nowMs) ?? clock;
  switch (answer.standing) {
    case 'good':
    case 'endless':
    case 'overdue':
      return special ?? outageOver(facts, nowMs) ?? said('tell_good');
    case 'ending':
      return (
        special ?? said(isRenewedHere(facts, answer) ? 'tell_ending_renewable' : 'tell_ending')
      );
    case 'edge':
      return special ?? said('tell_edge');
    case 'ended':
      return clock ?? said(isRenewedHere(facts, answer) ? 'tell_ended_renewable' : 'tell_ended');
    case 'early':
      return clock ?? said('tell_clock');
    case 'outage':
      return outageNow({ certainty: facts.outage?.certainty ?? 'likely' });
    case 'refused':
      return special ?? said('tell_refused');
    case 'damaged':
      return said('tell_app_mistake');
    case 'unreadable':
      return special ?? (facts.answer?.isAccepted ? said('tell_good') : null);
    case 'signed-out':
      return aboutRefusal(facts, nowMs) ?? signedOutForUser(facts);
    case 'unseen':
      return null;
  }
}

/** Whose session it is or was, where the answer itself names nobody. */
function whose(facts: SessionFacts, answer: Answer): Said | null {
  const { user } = facts;
  if (user === null || isThrownOut(answer, facts)) return null;
  if (answer.standing === 'outage') return said('answer_signed_in', { user });
  return answer.standing === 'signed-out' ? said('answer_last_signed_in', { user }) : null;
}

/** All that is said of a session at this moment (ms by this computer). */
export function summaryAt(facts: SessionFacts, nowMs: number): SessionSummary {
  const answer = answerAt(facts, nowMs);
  const { requests, refused } = facts.counts;
  const userTold = forUser(facts, answer, nowMs);
  const advice = adviceOn(facts, answer, userTold);
  return {
    ...answer,
    tone: toneOf(answer, facts),
    said: sentences(
      answer.said,
      answer.standing === 'outage' ? said('answer_outage_so_far') : null,
      whose(facts, answer),
      advice,
      clockSaid(facts, answer.standing),
    ),
    lastRefusal: lastRefusalSaid(facts),
    refusedCount: refused > 1 ? said('support_refused_count', { count: refused }) : null,
    noneRefused:
      requests > 0 && refused === 0 ? said('support_none_refused', { count: requests }) : null,
    left: leftSaid(facts, answer),
    forUser: userTold,
  };
}
