import type { Certainty } from '../../language/stable-words.ts';
import { refusalReason } from '../../service/refusal-words.ts';
import { claimTime, numericDate } from '../../token/claims.ts';
import type { Sending } from '../sending.ts';
import { clockEvidence } from './clock-evidence.ts';
import {
  because,
  type CauseContext,
  type CauseVerdict,
  type Evidence,
  evidence,
  type Rule,
} from './rule.ts';

/** One answer may lie about its clock; so many that agree are believed without reserve. */
export const SAMPLES_FOR_CERTAINTY = 3;
/** So wide a range (ms) tells a way that was too long from a clock that differs no more. */
const VAGUE_ABOVE_MS = 3_000;
/** Answers that contradict one another leave more than this open (ms), and no reason is likely. */
export const DISPUTED_ABOVE_MS = 20_000;

interface Instants {
  expMs: number | null;
  nbfMs: number | null;
  sentAt: number;
  answeredAt: number | null;
  /** server − this computer, ms */
  offset: { low: number; middle: number; high: number } | null;
  isWellKnown: boolean;
  isDisputed: boolean;
}

function instants({ record, sentAt, answeredAt, judged: { clock } }: Sending): Instants | null {
  if (record?.decoded.kind !== 'jws' || sentAt === null) return null;
  const { claims } = record.decoded;
  const bounds = clock?.own ?? clock;
  return {
    expMs: claimTime(claims, 'exp'),
    nbfMs: numericDate(claims, 'nbf')?.ms ?? null,
    sentAt,
    answeredAt,
    offset: clock && bounds && { low: bounds.lowMs, middle: clock.offsetMs, high: bounds.highMs },
    isWellKnown: clock !== null && clock.samples >= SAMPLES_FOR_CERTAINTY,
    isDisputed: bounds !== null && bounds.highMs - bounds.lowMs > DISPUTED_ABOVE_MS,
  };
}

function offsetEvidence({ judged: { clock } }: Sending): Evidence[] {
  return clock ? [clockEvidence(clock)] : [];
}

/** The service's own word that time was the reason, and nothing else. */
function ownWords({ judged: { error } }: Sending): boolean {
  return error !== null && refusalReason(error) === 'expired';
}

/** The service says that it has expired, and no clock that is known here agrees. */
function contradicted(
  sending: Sending,
  { expMs, sentAt, answeredAt, offset, isWellKnown }: Instants,
): CauseVerdict | null {
  const latest = (answeredAt ?? sentAt) + Math.max(0, offset?.high ?? 0);
  if (!ownWords(sending) || expMs === null || latest >= expMs) return null;
  // A clock that is known and at which the token had time left is not what differs.
  if (offset && isWellKnown) return null;
  const left = expMs - sentAt;
  return because(
    'clock-skew',
    offset ? 'possible' : 'likely',
    evidence('says-expired', { secondsByThisComputer: left / 1000 }),
    ...offsetEvidence(sending),
  );
}

/**
 * The service took one that had been over for longer: it grants a leeway (RFC 7519 §4.1.4) or
 * remembers what it has checked, so that this one was over need not be why it was refused.
 */
function takenLater(sending: Sending, { acceptance }: CauseContext): Evidence[] {
  const taken = acceptance.latestTaken(sending.host);
  const left = taken?.judged.secondsLeft ?? null;
  const own = sending.judged.secondsLeft;
  if (!taken || left === null || own === null || own > 0 || left > own) return [];
  if (ownWords(sending)) return [];
  return [evidence('taken-later', { secondsLeft: left }, taken.request)];
}

/** Good by this computer's clock, expired or not yet valid by the server's. */
function readClockSkew(sending: Sending): CauseVerdict | null {
  const t = instants(sending);
  if (!t) return null;
  const { expMs, nbfMs, sentAt, offset, isWellKnown, isDisputed } = t;
  if (!offset) return contradicted(sending, t);
  const serverIsAhead = offset.low > 0;
  const serverIsBehind = offset.high < 0;
  const expiredThere =
    expMs !== null && serverIsAhead && sentAt < expMs && sentAt + offset.middle >= expMs;
  const earlyThere =
    nbfMs !== null && serverIsBehind && sentAt >= nbfMs && sentAt + offset.middle < nbfMs;
  if (!expiredThere && !earlyThere) return contradicted(sending, t);
  const wholeSide = expiredThere
    ? expMs !== null && sentAt + offset.low >= expMs
    : nbfMs !== null && sentAt + offset.high < nbfMs;
  if (isDisputed && !wholeSide) return null;
  const gap = expiredThere ? (expMs ?? 0) - sentAt : sentAt - (nbfMs ?? 0);
  const key = expiredThere ? 'evidence_two_clocks' : 'evidence_two_clocks_early';
  return because(
    'clock-skew',
    wholeSide && isWellKnown ? 'certain' : 'likely',
    evidence('two-clocks', { secondsByThisComputer: gap / 1000 }, null, { key }),
    ...offsetEvidence(sending),
  );
}

/** Expired when sent, by both clocks or by the only one known. */
function readExpired(sending: Sending): CauseVerdict | null {
  const t = instants(sending);
  if (!t || t.expMs === null || t.sentAt < t.expMs) return null;
  const { expMs, sentAt, offset, isWellKnown, isDisputed } = t;
  if (offset && sentAt + offset.middle < expMs) return null;
  const wholeSide = offset !== null && sentAt + offset.low >= expMs;
  if (isDisputed && !wholeSide && !ownWords(sending)) return null;
  // At the edge of what is known of the clock it may as well have run out on its way.
  const isSure = ownWords(sending) ? wholeSide || offset === null : wholeSide && isWellKnown;
  const certainty: Certainty = isSure ? 'certain' : 'likely';
  const ago = sentAt + (offset?.middle ?? 0) - expMs;
  const key = offset ? 'evidence_exp' : 'evidence_exp_one_clock';
  return because(
    'expired',
    certainty,
    evidence('exp', { secondsLeft: -ago / 1000, expiresAt: expMs }, null, { key }),
    ...offsetEvidence(sending),
  );
}

const isTakenLater = (sending: Sending, context: CauseContext) =>
  takenLater(sending, context).length > 0;

/** s; no verifier grants more by its own choice, and the service's caches keep a check as long */
const LONGEST_GRACE = 300;

/** Once a service is seen to take what is over, nobody knows for how long it does. */
function besideGrace(found: CauseVerdict | null, sending: Sending, context: CauseContext) {
  const { secondsLeft, clock } = sending.judged;
  const taken = context.acceptance.latestTaken(sending.host)?.judged;
  const takenLate = -(taken?.secondsLeft ?? 0) - (taken?.clock?.uncertaintyMs ?? 0) / 1000;
  const isOver = found?.evidence.some(({ id }) => id === 'exp' || id === 'two-clocks') ?? false;
  const isInGrace = secondsLeft !== null && secondsLeft <= 0 && -secondsLeft <= LONGEST_GRACE;
  if (!found || !clock || !isOver || !isInGrace || takenLate <= 0 || ownWords(sending))
    return found;
  return found.certainty === 'certain' ? { ...found, certainty: 'likely' as const } : found;
}

/** What was taken before its start is not refused for it; what is taken later, still before it, hardly. */
function besideTakenEarly(found: CauseVerdict | null, sending: Sending, context: CauseContext) {
  const { record, sentAt, judged } = sending;
  const taken = record && context.acceptance.first(record);
  const isEarly = [judged, taken?.judged].every((one) => one?.validity === 'not-yet-valid');
  if (!found || !isEarly) return found;
  const isLater = (taken?.sentAt ?? 0) > (sentAt ?? 0);
  return isLater ? { ...found, certainty: 'likely' as const } : null;
}

export const clockSkew: Rule = (sending, context) =>
  isTakenLater(sending, context)
    ? null
    : besideTakenEarly(besideGrace(readClockSkew(sending), sending, context), sending, context);

export const expired: Rule = (sending, context) =>
  isTakenLater(sending, context) ? null : besideGrace(readExpired(sending), sending, context);

/** What had expired, where nothing else explains the refusal and others that were over were taken. */
export const expiredThoughTaken: Rule = (sending, context) => {
  const doubts = takenLater(sending, context);
  const found = readClockSkew(sending) ?? readExpired(sending);
  if (doubts.length === 0 || !found) return null;
  return { ...found, certainty: 'possible', evidence: [...found.evidence, ...doubts] };
};

/** How little was left of a token that may have run out on the way. */
function flightEvidence(
  expMs: number,
  { sentAt, offset }: Instants,
  answeredAt: number,
  isAtEdge: boolean,
): Evidence {
  const left = expMs - sentAt - (offset?.middle ?? 0);
  const took = answeredAt - sentAt;
  return evidence('in-flight', { secondsLeft: left / 1000, tookSeconds: took / 1000 }, null, {
    key: isAtEdge ? 'evidence_in_flight_edge' : 'evidence_in_flight',
    values: { left: Math.max(0, left) / 1000 },
  });
}

/** Expired between sending and the server's check. */
export const expiredInFlight: Rule = (sending) => {
  const t = instants(sending);
  if (!t || t.expMs === null || t.answeredAt === null || t.isDisputed) return null;
  const { expMs, sentAt, answeredAt, offset } = t;
  if (sentAt + (offset?.low ?? 0) >= expMs) return null;
  if (answeredAt + (offset?.middle ?? 0) < expMs) return null;
  const wasGood = sentAt + (offset?.high ?? 0) < expMs;
  if (offset && !wasGood && offset.high - offset.low > VAGUE_ABOVE_MS) return null;
  // When the server looked nobody knows: it is likely where most of the way lies after the expiry.
  const halfWay = (sentAt + answeredAt) / 2 + (offset?.middle ?? 0);
  if (halfWay < expMs && !ownWords(sending)) return null;
  return because(
    'expired-in-flight',
    ownWords(sending) && wasGood ? 'certain' : 'likely',
    flightEvidence(expMs, t, answeredAt, false),
    ...offsetEvidence(sending),
  );
};

/** Good when sent by the whole clock, it can only have run out on the way if they say so. */
function certaintyAtEdge(sending: Sending, { sentAt, offset }: Instants, expMs: number): Certainty {
  if (!ownWords(sending)) return 'possible';
  return sentAt + (offset?.high ?? 0) < expMs ? 'certain' : 'likely';
}

/**
 * What the clock does not rule out where nothing else explains the refusal: it had expired if the
 * best reading is right, or it ran out at the edge of the uncertainty.
 */
export const expiredPerhaps: Rule = (sending) => {
  const t = instants(sending);
  if (!t || t.expMs === null || t.answeredAt === null) return null;
  const { expMs, sentAt, answeredAt, offset, isDisputed } = t;
  const best = offset?.middle ?? 0;
  if (sentAt + (offset?.low ?? 0) >= expMs) return null;
  if (sentAt + best >= expMs) {
    const isExpiredHere = sentAt >= expMs;
    const left = expMs - sentAt - best;
    return because(
      isExpiredHere ? 'expired' : 'clock-skew',
      'possible',
      isExpiredHere
        ? evidence('exp', { secondsLeft: left / 1000, expiresAt: expMs })
        : evidence('two-clocks', { secondsByThisComputer: (expMs - sentAt) / 1000 }),
      ...offsetEvidence(sending),
    );
  }
  const latest = answeredAt + (isDisputed ? best : (offset?.high ?? 0));
  if (latest < expMs) return null;
  return because(
    'expired-in-flight',
    certaintyAtEdge(sending, t, expMs),
    flightEvidence(expMs, t, answeredAt, answeredAt + best < expMs),
    ...offsetEvidence(sending),
  );
};

/** `nbf` ahead by both clocks. */
function readNotYetValid(sending: Sending): CauseVerdict | null {
  const t = instants(sending);
  if (!t || t.nbfMs === null || t.sentAt >= t.nbfMs) return null;
  const { nbfMs, sentAt, offset, isWellKnown, isDisputed } = t;
  if (offset && sentAt + offset.middle >= nbfMs) return null;
  const wholeSide = offset !== null && sentAt + offset.high < nbfMs;
  if (isDisputed && !wholeSide) return null;
  const ahead = nbfMs - sentAt - (offset?.middle ?? 0);
  return because(
    'not-yet-valid',
    wholeSide && isWellKnown ? 'certain' : 'likely',
    evidence('nbf', { secondsUntilValid: ahead / 1000, notBefore: nbfMs }),
    ...offsetEvidence(sending),
  );
}

export const notYetValid: Rule = (sending, context) =>
  besideTakenEarly(readNotYetValid(sending), sending, context);
