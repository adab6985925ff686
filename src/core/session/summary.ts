import { type Said, said, sentences, wordKey } from '../language/language.ts';
import { ABOUT_CAUSES } from '../verdict/causes/about-causes.ts';
import { type Answer, answerAt, type Standing, type Tone } from './answer.ts';
import type { Refusal, SessionFacts } from './facts.ts';
import type { Outage } from './outage.ts';

/** What the popup, the badge and the headline of a file say of a session at a moment. */
export interface SessionSummary extends Answer {
  /** the last refusal in plain words; null where there was none */
  lastRefusal: Said | null;
  /** how many requests were refused; null where none was */
  refusedCount: Said | null;
  /** a sentence to send to the user; null where there is nothing to tell them */
  forUser: Said | null;
}

/** An older refusal says little about what troubles the user now, ms. */
const RECENT_MS = 15 * 60_000;
/** Below it nobody notices, ms. */
const CLOCKS_APART_MS = 60_000;
const MINUTE_MS = 60_000;
const MINUTE_SECONDS = 60;
const WITHOUT_CLOCK: ReadonlySet<Standing> = new Set(['early', 'signed-out', 'unseen']);

/** Why and when a request was refused, for a reader who knows nothing of tokens. */
export function refusalSaid({ at, cause, certainty }: Refusal): Said {
  if (cause === 'unknown') return said('support_refused_unknown', { at });
  return said(wordKey('support_refused', certainty), {
    at,
    why: said(wordKey('support_why', cause)),
  });
}

function lastRefusalSaid({ lastRefusal, outage }: SessionFacts): Said | null {
  if (!lastRefusal) return null;
  if (outage?.isOver && lastRefusal.cause === 'verifier-down') {
    const { from, until, certainty } = outage;
    return said(certainty === 'certain' ? 'support_outage_over' : 'support_outage_over_likely', {
      from,
      until,
    });
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
function aboutRefusal({ lastRefusal, outage }: SessionFacts, nowMs: number): Said | null {
  if (!lastRefusal || nowMs - lastRefusal.at > RECENT_MS) return null;
  const { cause, certainty } = lastRefusal;
  if (certainty === 'possible') return null;
  if (cause === 'verifier-down') return outage?.isOver ? null : outageNow({ certainty });
  const { blame } = ABOUT_CAUSES[cause];
  if (blame === 'clock') return said('tell_clock');
  return blame === 'app' ? said('tell_app_mistake') : null;
}

/** Nothing in the app goes right by such a clock: it renews too late, or not at all. */
function areClocksApart({ clock }: SessionFacts): boolean {
  return clock !== null && Math.abs(clock.offsetMs) - clock.uncertaintyMs > CLOCKS_APART_MS;
}

/** Who reads only the first sentence would miss what is amiss; `early` says it itself. */
function clockSaid(facts: SessionFacts, standing: Standing): Said | null {
  if (!facts.clock || !areClocksApart(facts) || WITHOUT_CLOCK.has(standing)) return null;
  const { offsetMs } = facts.clock;
  const by = Math.round(Math.abs(offsetMs) / MINUTE_MS) * MINUTE_SECONDS;
  return said(offsetMs < 0 ? 'answer_clock_ahead' : 'answer_clock_behind', { by });
}

function toneOf({ tone }: Answer, facts: SessionFacts): Tone {
  return tone === 'good' && areClocksApart(facts) ? 'warn' : tone;
}

function forUser(facts: SessionFacts, { standing }: Answer, nowMs: number): Said | null {
  if (facts.answer?.refusal?.cause === 'fault') return null;
  const clock = areClocksApart(facts) ? said('tell_clock') : null;
  const special = aboutRefusal(facts, nowMs) ?? clock;
  switch (standing) {
    case 'good':
    case 'endless':
    case 'overdue':
      return special ?? outageOver(facts, nowMs) ?? said('tell_good');
    case 'ending':
      return special ?? said('tell_ending');
    case 'edge':
      return special ?? said('tell_edge');
    case 'ended':
      return clock ?? said('tell_ended');
    case 'early':
      return said('tell_clock');
    case 'outage':
      return outageNow({ certainty: facts.outage?.certainty ?? 'likely' });
    case 'refused':
      return special ?? said('tell_refused');
    case 'damaged':
      return said('tell_app_mistake');
    case 'unreadable':
      return special ?? (facts.answer?.isAccepted ? said('tell_good') : null);
    case 'signed-out':
      return aboutRefusal(facts, nowMs) ?? said('tell_signed_out');
    case 'unseen':
      return null;
  }
}

/** All that is said of a session at this moment (ms by this computer). */
export function summaryAt(facts: SessionFacts, nowMs: number): SessionSummary {
  const answer = answerAt(facts, nowMs);
  const { refused } = facts.counts;
  const advice = answer.standing === 'ended' ? said('answer_ended_advice') : null;
  return {
    ...answer,
    tone: toneOf(answer, facts),
    said: sentences(answer.said, advice, clockSaid(facts, answer.standing)),
    lastRefusal: lastRefusalSaid(facts),
    refusedCount: refused > 1 ? said('support_refused_count', { count: refused }) : null,
    forUser: forUser(facts, answer, nowMs),
  };
}
