import { refusalReason } from '../../service/refusal-words.ts';
import type { Sending } from '../sending.ts';
import { clockEvidence } from './clock-evidence.ts';
import { because, evidence, type Rule } from './rule.ts';
import { SAMPLES_FOR_CERTAINTY } from './time.ts';

/** ms; clocks of one service are often so far apart, and hardly any verifier minds. */
const COMMON_LEAD_MS = 5_000;

/**
 * `iat` ahead of the server's clock: some verifiers refuse that (“token used too early”), and take
 * the same token once their clock has caught up.
 */
export const issuedAhead: Rule = (sending, { acceptance, storms }) => {
  const { record, sentAt, judged } = sending;
  if (!record || record.issuedAt === null || sentAt === null) return null;
  const { clock, error } = judged;
  const issuedAt = record.issuedAt;
  const leadMs = issuedAt - sentAt - (clock?.offsetMs ?? 0);
  if (leadMs <= 0) return null;
  const isWhollyAhead = clock !== null && sentAt + clock.highMs < issuedAt;
  const first = acceptance.first(record);
  const accepted = first?.sentAt ?? null;
  // What was taken before, or while it was still ahead, is not refused for that.
  if (accepted !== null && accepted + (clock?.highMs ?? 0) < Math.max(issuedAt, sentAt))
    return null;
  // Refused as well once the clock had caught up, it is refused for more than that.
  const last = accepted === null ? acceptance.lastDoubt(record) : null;
  const isMore = last !== null && (last.sentAt ?? 0) + (clock?.lowMs ?? 0) > issuedAt;
  const saysSo = error !== null && refusalReason(error) === 'not-yet-valid';
  if (accepted === null && !saysSo && !isWhollyAhead) return null;
  return because(
    'not-yet-valid',
    certaintyOf(
      sending,
      { leadMs, isWhollyAhead, saysSo, wasTaken: accepted !== null, isMore },
      storms,
    ),
    evidence('iat-ahead', { secondsAhead: leadMs / 1000, issuedAt }, null, {
      key: clock ? 'evidence_iat_ahead' : 'evidence_iat_ahead_one_clock',
    }),
    ...(accepted === null
      ? []
      : [evidence('accepted-later', { seconds: (accepted - sentAt) / 1000 }, first?.request)]),
    ...(clock ? [clockEvidence(clock)] : []),
  );
};

interface Lead {
  leadMs: number;
  isWhollyAhead: boolean;
  saysSo: boolean;
  wasTaken: boolean;
  /** whether it was refused as well when it was ahead no more */
  isMore: boolean;
}

function certaintyOf(
  sending: Sending,
  { leadMs, isWhollyAhead, saysSo, wasTaken, isMore }: Lead,
  storms: { has(sending: Sending): boolean },
) {
  const { clock } = sending.judged;
  const isWellKnown = clock !== null && clock.samples >= SAMPLES_FOR_CERTAINTY;
  if (isWhollyAhead && isWellKnown && wasTaken && !storms.has(sending)) return 'certain';
  if (isMore && !saysSo) return 'possible';
  if (saysSo || (isWhollyAhead && (wasTaken || leadMs > COMMON_LEAD_MS))) return 'likely';
  return 'possible';
}
