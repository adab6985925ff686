import { numericDate } from '../claims.ts';
import type { Sending } from '../sending.ts';
import type { Certainty } from '../stable-words.ts';
import { because, type CauseVerdict, type Evidence, evidence, type Rule } from './rule.ts';

/** One answer may lie about its clock; so many that agree are believed without reserve. */
const SAMPLES_FOR_CERTAINTY = 3;
/** The service's own word that time was the reason, and nothing else. */
const SAYS_EXPIRED = /\btoken (has )?expired\b|TOKEN_EXPIRED/i;

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

/** Less than this rounds to nothing. */
const SHOWN_FROM_MS = 50;

const seconds = (ms: number) => `${(Math.round(ms / 100) / 10).toFixed(1).replace(/\.0$/, '')} s`;

function offsetEvidence({ judged: { clock } }: Sending): Evidence[] {
  if (!clock) return [];
  const { host, offsetMs, uncertaintyMs, samples } = clock;
  const known = `±${Math.max(0.1, Math.ceil(uncertaintyMs / 100) / 10)} s, ${samples} ${samples === 1 ? 'answer' : 'answers'}`;
  const side = offsetMs >= 0 ? 'ahead of' : 'behind';
  const differs =
    Math.abs(offsetMs) < SHOWN_FROM_MS
      ? 'agrees with this computer’s'
      : `is ${seconds(Math.abs(offsetMs))} ${side} this computer’s`;
  return [
    evidence('server-clock', `The clock of ${host} ${differs} (${known})`, {
      host,
      offsetSeconds: offsetMs / 1000,
      uncertaintySeconds: uncertaintyMs / 1000,
      samples,
    }),
  ];
}

function ownWords({ judged: { error } }: Sending): boolean {
  const words = `${error?.code ?? ''} ${error?.message ?? ''}`;
  return SAYS_EXPIRED.test(words) && !/invalid or expired/i.test(words);
}

/** The service says that it has expired, and no clock that is known here agrees. */
function contradicted(
  sending: Sending,
  { expMs, sentAt, answeredAt, offset }: Instants,
): CauseVerdict | null {
  const latest = (answeredAt ?? sentAt) + Math.max(0, offset?.high ?? 0);
  if (!ownWords(sending) || expMs === null || latest >= expMs) return null;
  const left = expMs - sentAt;
  const text = `The service says that the token had expired; by this computer’s clock it had ${seconds(left)} left`;
  return because(
    'clock-skew',
    offset ? 'possible' : 'likely',
    evidence('says-expired', text, { secondsByThisComputer: left / 1000 }),
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
  const text = expiredThere
    ? `By this computer’s clock the token had ${seconds(gap)} left; by the server’s it had expired`
    : `By this computer’s clock the token had been valid for ${seconds(gap)}; by the server’s it was not yet`;
  return because(
    'clock-skew',
    wholeSide && isWellKnown ? 'certain' : 'likely',
    evidence('two-clocks', text, { secondsByThisComputer: gap / 1000 }),
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
  const by = offset ? 'by both clocks' : 'by this computer’s clock';
  return because(
    'expired',
    certainty,
    evidence('exp', `The token had expired ${seconds(ago)} before it was sent, ${by}`, {
      secondsLeft: -ago / 1000,
      expiresAt: expMs,
    }),
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
  const text = ranOut
    ? `The token had ${seconds(Math.max(0, left))} left when it was sent and ran out within the ${seconds(took)} until the answer`
    : 'The token ran out at the edge of what is known of the server’s clock';
  return because(
    'expired-in-flight',
    certainty,
    evidence('in-flight', text, { secondsLeft: left / 1000, tookSeconds: took / 1000 }),
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
    evidence('nbf', `The token becomes valid only ${seconds(ahead)} after it was sent`, {
      secondsUntilValid: ahead / 1000,
      notBefore: nbfMs,
    }),
    ...offsetEvidence(sending),
  );
};
