import { type Said, said } from '../language/language.ts';
import { MINUTE_S, SECOND_MS } from '../language/units.ts';
import { countdownSeconds } from '../token/countdown.ts';
import type { SessionFacts } from './facts.ts';
import type { Outage } from './outage.ts';
import { isUnchecked } from './refused.ts';

/** What a session is at a moment, for an icon and a colour; `idle`: there is none to speak of. */
export type Tone = 'good' | 'warn' | 'bad' | 'idle';

export type Standing =
  | 'good'
  | 'endless'
  | 'ending'
  | 'edge'
  | 'ended'
  | 'overdue'
  | 'early'
  | 'refused'
  | 'outage'
  | 'unreadable'
  | 'damaged'
  | 'signed-out'
  | 'unseen';

export interface Answer {
  standing: Standing;
  tone: Tone;
  /** one sentence, or two */
  said: Said;
  /** s by the service's clock where it is known; negative once it is over, null where it has no end */
  secondsLeft: number | null;
}

/** In these last minutes somebody may want to know that the session is about to end, s. */
export const ENDING_SECONDS = 300;
/** Below this a length is told in s, from there in whole min. */
const IN_SECONDS_BELOW = 120;
/** Below this nobody counts how long ago it was, s. */
const JUST_NOW_BELOW = 5;

const TONES: Record<Standing, Tone> = {
  good: 'good',
  endless: 'good',
  ending: 'warn',
  edge: 'warn',
  ended: 'bad',
  overdue: 'warn',
  early: 'bad',
  refused: 'bad',
  outage: 'warn',
  unreadable: 'warn',
  damaged: 'bad',
  'signed-out': 'idle',
  unseen: 'idle',
};

/** A length in s as it is told: nobody counts the seconds of the 42nd minute. */
function told(seconds: number): number {
  const whole = Math.floor(Math.abs(seconds));
  return whole < IN_SECONDS_BELOW ? whole : whole - (whole % MINUTE_S);
}

function agoSaid(seconds: number): Said {
  const ago = told(seconds);
  return ago < JUST_NOW_BELOW ? said('answer_just_now') : said('answer_ago', { ago });
}

function signedOut({ signOut, user }: SessionFacts, nowMs: number): Said {
  if (!signOut) return said('answer_signed_out');
  const { at, by } = signOut;
  const when = { at, ago: agoSaid((nowMs - at) / 1000) };
  if (by === 'refusal')
    return user === null
      ? said('answer_thrown_out', when)
      : said('answer_thrown_out_user', { ...when, user });
  return said(by === 'logout' ? 'answer_signed_out_at' : 'answer_session_gone', when);
}

/** When it was; what would be told as one and the same second is one. */
export function outageTime({ from, until }: Outage): Said {
  return until - from < SECOND_MS
    ? said('answer_outage_at', { from })
    : said('answer_outage_from', { from, until });
}

function outageSaid(outage: Outage): Said {
  const isCertain = outage.certainty === 'certain';
  const when = outageTime(outage);
  return said(isCertain ? 'answer_outage' : 'answer_outage_likely', { when });
}

function good({ renewal }: SessionFacts, user: string | Said, left: number): Said {
  if (renewal === 'possible') return said('answer_good_renewable', { user, left });
  if (renewal === 'no-page' || renewal === 'watch-only') return said('answer_good', { user, left });
  return said('answer_good_final', { user, left });
}

function ending(facts: SessionFacts, user: string | Said, left: number, nowMs: number): Said {
  const { renewal, lastRenewal } = facts;
  const isRecent = lastRenewal !== null && nowMs - lastRenewal.at < ENDING_SECONDS * 1000;
  if (isRecent && lastRenewal.result === 'pending')
    return said('answer_ending_renewing', { user, left });
  if (isRecent && lastRenewal.result === 'failed')
    return said('answer_ending_failed', { user, left });
  const isFinal = renewal !== 'possible' && renewal !== 'no-page' && renewal !== 'watch-only';
  return said(isFinal ? 'answer_ending_final' : 'answer_ending', { user, left });
}

/** What the service said after that instant (ms by this computer) goes before what the date says. */
function ended(
  { answer }: SessionFacts,
  user: string | Said,
  endedAt: number,
  ago: Said,
): Pick<Answer, 'standing' | 'said'> {
  if (!answer || answer.at < endedAt)
    return { standing: 'ended', said: said('answer_ended', { user, ago }) };
  if (!answer.isAccepted)
    return { standing: 'ended', said: said('answer_ended_refused', { user, ago }) };
  return { standing: 'overdue', said: said('answer_overdue', { user, ago }) };
}

/** ms; when the service refused the session, if that was the last that it said of it */
function refusedAt({ answer }: SessionFacts): number | null {
  const refusal = answer?.refusal;
  return refusal && !isUnchecked(refusal) ? refusal.at : null;
}

/** Signed out are those whose page holds nothing; where no page was heard, a logout tells. */
function isSignedOut({ storage, signOut }: SessionFacts): boolean {
  return storage === 'empty' || (storage === 'unseen' && signOut !== null);
}

/** What the session's own dates say, with what the service said to it. */
function byDate(facts: SessionFacts, user: string | Said, nowMs: number): Omit<Answer, 'tone'> {
  const { token, clock, answer } = facts;
  // What it changed or broke says nothing of the session.
  if (answer?.refusal?.cause === 'fault')
    return { standing: 'refused', said: said('answer_refused_by_fault'), secondsLeft: null };
  const at = refusedAt(facts);
  const refusedSaid = at === null ? null : said('answer_refused', { user, at });
  if (token?.kind === 'damaged')
    return { standing: 'damaged', said: said('answer_damaged'), secondsLeft: null };
  if (refusedSaid && token?.kind !== 'readable')
    return { standing: 'refused', said: refusedSaid, secondsLeft: null };
  if (token?.kind !== 'readable')
    return { standing: 'unreadable', said: said('answer_unreadable'), secondsLeft: null };
  const { expiresAt, notBefore } = token;
  const serverNow = nowMs + (clock?.offsetMs ?? 0);
  if (notBefore !== null && serverNow < notBefore && !answer?.isAccepted) {
    const wait = told((notBefore - serverNow) / 1000);
    return { standing: 'early', said: said('answer_early', { user, wait }), secondsLeft: null };
  }
  if (expiresAt === null) {
    if (refusedSaid) return { standing: 'refused', said: refusedSaid, secondsLeft: null };
    return { standing: 'endless', said: said('answer_endless', { user }), secondsLeft: null };
  }
  const secondsLeft = countdownSeconds((expiresAt - serverNow) / 1000);
  const length = told(secondsLeft);
  if (Math.abs(expiresAt - serverNow) <= (clock?.uncertaintyMs ?? 0))
    return { standing: 'edge', said: said('answer_edge', { user }), secondsLeft };
  if (serverNow >= expiresAt) {
    const endedAt = expiresAt - (clock?.offsetMs ?? 0);
    return { ...ended(facts, user, endedAt, agoSaid(secondsLeft)), secondsLeft };
  }
  if (at !== null) {
    const dated = said('answer_refused_in_time', { user, at, left: length });
    return { standing: 'refused', said: dated, secondsLeft };
  }
  if (secondsLeft >= ENDING_SECONDS)
    return { standing: 'good', said: good(facts, user, length), secondsLeft };
  return { standing: 'ending', said: ending(facts, user, length, nowMs), secondsLeft };
}

function answerOf(facts: SessionFacts, nowMs: number): Omit<Answer, 'tone'> {
  const { token, outage } = facts;
  if (isSignedOut(facts))
    return { standing: 'signed-out', said: signedOut(facts, nowMs), secondsLeft: null };
  if (!token) return { standing: 'unseen', said: said('answer_unseen'), secondsLeft: null };
  const own = byDate(facts, facts.user ?? said('answer_somebody'), nowMs);
  if (!outage || outage.isOver || own.standing === 'ended') return own;
  return { ...own, standing: 'outage', said: outageSaid(outage) };
}

/** Signed out by what the service refused, and not by the button. */
export function isThrownOut({ standing }: Pick<Answer, 'standing'>, { signOut }: SessionFacts) {
  return standing === 'signed-out' && signOut?.by === 'refusal';
}

/** How it stands with the session at this moment (ms by this computer), as one answer. */
export function answerAt(facts: SessionFacts, nowMs: number): Answer {
  const answer = answerOf(facts, nowMs);
  return { ...answer, tone: isThrownOut(answer, facts) ? 'warn' : TONES[answer.standing] };
}
