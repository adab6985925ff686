import { said } from '../../language/language.ts';
import { type RefusalReason, refusalReason } from '../../service/refusal-words.ts';
import type { Sending } from '../sending.ts';
import { ABOUT_CAUSES, liesInTime } from './about-causes.ts';
import { claimEvidence } from './claim-evidence.ts';
import { malformed, missing, placeholder, quoted, wrongScheme } from './form.ts';
import { otherEnvironment, otherUser, signedOut, superseded, tampered } from './identity.ts';
import { issuedAhead } from './issued-ahead.ts';
import { leftOut } from './left-out.ts';
import {
  type CauseContext,
  type CauseVerdict,
  type Evidence,
  type EvidenceId,
  evidence,
  type Rule,
} from './rule.ts';
import { fault, refreshRefused, verifierDown, verifierDownInferred } from './service.ts';
import {
  clockSkew,
  expired,
  expiredInFlight,
  expiredPerhaps,
  expiredThoughTaken,
  notYetValid,
} from './time.ts';

/** In this order; the first that holds is the cause. */
const RULES: readonly Rule[] = [
  fault,
  refreshRefused,
  verifierDown,
  missing,
  wrongScheme,
  placeholder,
  quoted,
  malformed,
  clockSkew,
  expired,
  expiredInFlight,
  notYetValid,
  tampered,
  issuedAhead,
  otherEnvironment,
  otherUser,
  signedOut,
  superseded,
  expiredThoughTaken,
  expiredPerhaps,
  verifierDownInferred,
];

/** The service's own words, where it said any. */
function answerEvidence(sending: Sending): Evidence {
  const { judged, status, request, answerRead, isPagesWord, isStatusPagesWord } = sending;
  const { error } = judged;
  const words = [error?.code, error?.message].filter(Boolean).join(': ');
  const isAllTold = status === null || isStatusPagesWord;
  const key = status === null ? 'evidence_answer_event' : 'evidence_answer';
  const toldKey = isAllTold ? 'evidence_answer_event_told' : 'evidence_answer_told';
  const unsaid = answerRead ? said('answer_without_reason') : said('words_unseen');
  const isTold = isStatusPagesWord || (isPagesWord && words !== '');
  const toldWords = isStatusPagesWord ? [status, words].filter(Boolean).join(' ') : words;
  return evidence(
    'answer',
    { status, code: error?.code ?? null, message: error?.message ?? null },
    request,
    {
      key: isTold ? toldKey : key,
      values: { reason: toldWords || unsaid },
    },
  );
}

/**
 * What a cache answered may be about another token, or another time. Words that were not seen may say
 * that the service could not check, or that it was no refusal;
 * those that only the page told may be made up; and the service may read a credential otherwise.
 * What our own fault did is known without them.
 */
function withDoubt(found: CauseVerdict, sending: Sending): CauseVerdict {
  const { answerRead, isPagesWord, isKept, credential } = sending;
  if (found.cause === 'fault') return found;
  if (isKept) return { ...found, certainty: 'possible' };
  const isAmbiguous = credential.kind === 'token' && credential.isAmbiguous === true;
  const isDoubtful = !answerRead || isPagesWord || isAmbiguous;
  return isDoubtful && found.certainty === 'certain' ? { ...found, certainty: 'likely' } : found;
}

/** A claim that verifiers cannot read is reason enough for them, beside what lies in time. */
function besideOddClaims(found: CauseVerdict, claims: readonly Evidence[]): CauseVerdict {
  const isRivalled = claims.some(({ id }) => id === 'claim-no-number');
  if (!isRivalled || found.certainty !== 'certain' || !liesInTime(found.cause)) return found;
  return { ...found, certainty: 'likely' };
}

/** Words that name another reason leave doubt; those that name this one take some away. */
function byWords(found: CauseVerdict, reason: RefusalReason | null): CauseVerdict {
  const fitting = ABOUT_CAUSES[found.cause].words;
  if (reason === null || !fitting) return found;
  const { certainty } = found;
  const wasHeard = found.evidence.some(({ id }) => id === 'says-expired');
  if (fitting.includes(reason))
    return certainty === 'possible' && !wasHeard ? { ...found, certainty: 'likely' } : found;
  return { ...found, certainty: certainty === 'certain' ? 'likely' : 'possible' };
}

const WORDS: Readonly<Record<RefusalReason, EvidenceId>> = {
  expired: 'words-expired',
  malformed: 'words-malformed',
  missing: 'words-missing',
  'not-yet-valid': 'words-not-yet-valid',
  'other-issuer': 'words-other-issuer',
  revoked: 'words-revoked',
  'session-over': 'words-session-over',
  signature: 'words-signature',
  'user-gone': 'words-user-gone',
};

function wordsEvidence(reason: RefusalReason | null, before: readonly Evidence[]): Evidence[] {
  if (reason === null || before.some(({ id }) => id === 'says-expired')) return [];
  return [evidence(WORDS[reason])];
}

const POSSIBLE_VERIFIER = evidence('possible-verifier');

/** What the user's own question about this token has taught since; it decides nothing alone. */
function learned(sending: Sending, { acceptance }: CauseContext): Evidence | null {
  const probe = acceptance.probeAfter(sending);
  if (!probe) return null;
  if (probe.judged.outcome === 'accepted') return evidence('probe-accepted', {}, probe.request);
  if (probe.judged.validity === 'expired') return null;
  return evidence('probe-refused', {}, probe.request);
}

/** That the same host took the same token before or after, and how far apart. */
function takenAround(sending: Sending, { acceptance }: CauseContext): Evidence[] {
  const { record, host, sentAt } = sending;
  const before = acceptance.takenBefore(sending);
  const last = record && acceptance.last(record);
  const told = (id: 'accepted-before' | 'accepted-later', taken: Sending | null) => {
    if (!taken || taken.host !== host) return [];
    // Those that went out together were still sent one after the other.
    const apart = Math.max(1, Math.abs((taken.sentAt ?? 0) - (sentAt ?? 0)));
    return [evidence(id, { seconds: apart / 1000 }, taken.request)];
  };
  return [
    ...told('accepted-before', before),
    ...told('accepted-later', last === before ? null : last),
  ];
}

/** What still may be behind a refusal that nothing seen here explains, and why it cannot be told. */
function remaining(sending: Sending, context: CauseContext): Evidence[] {
  const { record, judged, headersRead } = sending;
  if (!headersRead) return leftOut(sending, context.chains);
  if (record?.decoded.kind !== 'jws') return [evidence('not-seen', { validity: judged.validity })];
  const reason = judged.error && refusalReason(judged.error);
  if (reason !== null) return reason === 'signature' ? [evidence('possible-key')] : [];
  const probe = learned(sending, context);
  const around = takenAround(sending, context);
  if (probe?.id === 'probe-accepted') return [probe, ...around, POSSIBLE_VERIFIER];
  if (around.some(({ id }) => id === 'accepted-later')) return [...around, POSSIBLE_VERIFIER];
  const wasTaken = around.length > 0;
  return [
    ...(probe ? [probe] : []),
    ...around,
    evidence('possible-revoked'),
    evidence('possible-key', {}, null, wasTaken ? { key: 'evidence_possible_key_changed' } : {}),
    POSSIBLE_VERIFIER,
  ];
}

/** Why a refused sending was refused, as far as the evidence goes. */
export function causeOf(sending: Sending, context: CauseContext): CauseVerdict {
  const answer = answerEvidence(sending);
  const beside = [
    ...(sending.record ? claimEvidence(sending.record) : []),
    ...(sending.isKept ? [evidence('cached')] : []),
  ];
  const { error } = sending.judged;
  const reason = error && refusalReason(error);
  for (const rule of RULES) {
    const found = rule(sending, context);
    if (!found) continue;
    const words = wordsEvidence(reason, found.evidence);
    return {
      ...byWords(besideOddClaims(withDoubt(found, sending), beside), reason),
      evidence: [...found.evidence, ...beside, ...words, answer],
    };
  }
  return {
    cause: 'unknown',
    certainty: 'possible',
    evidence: [...remaining(sending, context), ...beside, ...wordsEvidence(reason, []), answer],
  };
}
