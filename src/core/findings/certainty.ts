import type { ClockReading } from '../clock/server-clock.ts';
import type { Certainty } from '../language/stable-words.ts';
import { clockMargin } from '../verdict/causes/clock-evidence.ts';
import { type Evidence, type EvidenceId, evidence } from '../verdict/causes/rule.ts';
import { SAMPLES_FOR_CERTAINTY } from '../verdict/causes/time.ts';
import type { Scene, Use } from './scene.ts';

/** Evidence that leaves something open, with how sure a finding can be beside it. */
const DOUBTS: ReadonlyMap<string, Certainty> = new Map<EvidenceId, Certainty>([
  ['rival-revoked', 'possible'],
  ['came-back', 'likely'],
  ['expiry-unproven', 'likely'],
  ['expiry-unproven-of', 'likely'],
  // Only its dates say that the token was good.
  ['discarded', 'likely'],
]);

type Told = Pick<Evidence, 'values'> & { id: string };

/** One answer may lie about its clock. */
function clockDoubt(id: string, { samples }: Evidence['values']): Certainty[] {
  return id === 'server-clock' && Number(samples) < SAMPLES_FOR_CERTAINTY ? ['likely'] : [];
}

/** A finding is as sure as its evidence; what was simply seen is certain. */
export function certaintyOf({ evidence: all }: { evidence: readonly Told[] }): Certainty {
  const doubts = all.flatMap(({ id, values }) => DOUBTS.get(id) ?? clockDoubt(id, values));
  if (doubts.includes('possible')) return 'possible';
  return doubts.includes('likely') ? 'likely' : 'certain';
}

function isWellKnown(clock: ClockReading | null): clock is ClockReading {
  return clock !== null && clock.samples >= SAMPLES_FOR_CERTAINTY;
}

/** Whether a token had expired when it was sent by all that is known of the service's clock. */
export function wasSurelyExpired({ verdict: { clock, secondsLeft, refusal } }: Use): boolean {
  const isTimely = refusal?.cause === 'expired' || refusal?.cause === 'clock-skew';
  if (isTimely && refusal.certainty === 'certain') return true;
  if (secondsLeft === null || !isWellKnown(clock)) return false;
  return secondsLeft * 1000 + clock.offsetMs - clock.lowMs <= 0;
}

/** Something looked at when it had expired, as it seems, by the clock of a host. */
interface Overdue {
  /** ms */
  expiresAt: number | null;
  /** ms */
  at: number;
  host?: string;
}

/** Whether it lay after its expiry by the service's whole clock. */
function isSurelyPast({ expiresAt, at, host }: Overdue, scene: Scene): boolean {
  const clock = scene.clockAt(at, host);
  if (expiresAt === null || !isWellKnown(clock)) return false;
  return expiresAt <= at + clock.lowMs;
}

/** What is to be said where no proof was found that something had expired, by the clock as it was known then. */
export function unlessProven(isProven: boolean, clock: ClockReading | null): Evidence[] {
  if (isProven) return [];
  if (!clock) return [evidence('expiry-unproven')];
  return [
    evidence('expiry-unproven', {}, null, {
      key: 'evidence_expiry_unproven_within',
      values: clockMargin(clock),
    }),
  ];
}

/** The same of several, of which the first is told. */
export function unlessPast(overdue: readonly Overdue[], scene: Scene): Evidence[] {
  const [first] = overdue;
  return unlessProven(
    overdue.some((one) => isSurelyPast(one, scene)),
    first ? scene.clockAt(first.at, first.host) : null,
  );
}
