import type { Certainty } from '../../language/stable-words.ts';
import { refusalReason } from '../../service/refusal-words.ts';
import { numericDate } from '../../token/claims.ts';
import type { Sending } from '../sending.ts';
import { clockEvidence } from './clock-evidence.ts';
import { because, type CauseVerdict, type Evidence, evidence, type Rule } from './rule.ts';

/** One answer may lie about its clock; so many that agree are believed without reserve. */
const SAMPLES_FOR_CERTAINTY = 3;

interface Instants {
  expMs: number | null;
  nbfMs: number | null;
  sentAt: number;
  answeredAt: number | null;
  /** server − this computer, ms */
  offset: { low: number; middle: number; high: number } | null;
  isWellKnown: boolean;
}

function instants({ record, sentAt, answeredAt, judged: { clock } }: Sending): Instants | null {
  if (record?.decoded.kind !== 'jws' || sentAt === null) return null;
  const { claims } = record.decoded;
  return {
    expMs: numericDate(claims, 'exp')?.ms ?? null,
    nbfMs: numericDate(claims, 'nbf')?.ms ?? null,
    sentAt,
    answeredAt,
    offset: clock && { low: clock.lowMs, middle: clock.offsetMs, high: clock.highMs },
    isWellKnown: clock !== null && clock.samples >= SAMPLES_FOR_CERTAINTY,
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
  { expMs, sentAt, answeredAt, offset }: Instants,
): CauseVerdict | null {
  const latest = (answeredAt ?? sentAt) + Math.max(0, offset?.high ?? 0);
  if (!ownWords(sending) || expMs === null || latest >= expMs) return null;
  const left = expMs - sentAt;
  return because(
    'clock-skew',
    offset ? 'possible' : 'likely',
    evidence('says-expired', { secondsByThisComputer: left / 1000 }),
    ...offsetEvidence(sending),
  );
}

/** Good by this computer's clock, expired or not yet valid by the server's. */
export const clockSkew: Rule = (sending) => {
  const t = instants(sending);
  if (!t) return null;
  const { expMs, nbfMs, sentAt, offset, isWellKnown } = t;
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
  const gap = expiredThere ? (expMs ?? 0) - sentAt : sentAt - (nbfMs ?? 0);
  const key = expiredThere ? 'evidence_two_clocks' : 'evidence_two_clocks_early';
  return because(
    'clock-skew',
    wholeSide && isWellKnown ? 'certain' : 'likely',
    evidence('two-clocks', { secondsByThisComputer: gap / 1000 }, null, { key }),
    ...offsetEvidence(sending),
  );
};

/** Expired when sent, by both clocks or by the only one known. */
export const expired: Rule = (sending) => {
  const t = instants(sending);
  if (!t || t.expMs === null || t.sentAt < t.expMs) return null;
  const { expMs, sentAt, offset, isWellKnown } = t;
  if (offset && sentAt + offset.middle < expMs) return null;
  const wholeSide = offset !== null && isWellKnown && sentAt + offset.low >= expMs;
  const certainty: Certainty = wholeSide || ownWords(sending) ? 'certain' : 'likely';
  const ago = sentAt + (offset?.middle ?? 0) - expMs;
  const key = offset ? 'evidence_exp' : 'evidence_exp_one_clock';
  return because(
    'expired',
    certainty,
    evidence('exp', { secondsLeft: -ago / 1000, expiresAt: expMs }, null, { key }),
    ...offsetEvidence(sending),
  );
};

/** Expired between sending and the server's check. */
export const expiredInFlight: Rule = (sending) => {
  const t = instants(sending);
  if (!t || t.expMs === null || t.answeredAt === null) return null;
  const { expMs, sentAt, answeredAt, offset } = t;
  const latest = answeredAt + (offset?.high ?? 0);
  if (latest < expMs || sentAt + (offset?.low ?? 0) >= expMs) return null;
  const ranOut = answeredAt + (offset?.middle ?? 0) >= expMs;
  const wasGood = sentAt + (offset?.high ?? 0) < expMs;
  const certainty: Certainty =
    ownWords(sending) && wasGood ? 'certain' : ranOut ? 'likely' : 'possible';
  const left = expMs - sentAt - (offset?.middle ?? 0);
  const took = answeredAt - sentAt;
  const key = ranOut ? 'evidence_in_flight' : 'evidence_in_flight_edge';
  return because(
    'expired-in-flight',
    certainty,
    evidence('in-flight', { secondsLeft: left / 1000, tookSeconds: took / 1000 }, null, {
      key,
      values: { left: Math.max(0, left) / 1000 },
    }),
    ...offsetEvidence(sending),
  );
};

/** `nbf` ahead by both clocks. */
export const notYetValid: Rule = (sending) => {
  const t = instants(sending);
  if (!t || t.nbfMs === null || t.sentAt >= t.nbfMs) return null;
  const { nbfMs, sentAt, offset, isWellKnown } = t;
  if (offset && sentAt + offset.middle >= nbfMs) return null;
  const wholeSide = offset !== null && isWellKnown && sentAt + offset.high < nbfMs;
  const ahead = nbfMs - sentAt - (offset?.middle ?? 0);
  return because(
    'not-yet-valid',
    wholeSide ? 'certain' : 'likely',
    evidence('nbf', { secondsUntilValid: ahead / 1000, notBefore: nbfMs }),
    ...offsetEvidence(sending),
  );
};
