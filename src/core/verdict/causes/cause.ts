import { said } from '../../language/language.ts';
import type { Sending } from '../sending.ts';
import { malformed, missing, placeholder, quoted, wrongScheme } from './form.ts';
import { otherEnvironment, otherUser, signedOut, superseded, tampered } from './identity.ts';
import {
  type CauseContext,
  type CauseVerdict,
  type Evidence,
  evidence,
  type Rule,
} from './rule.ts';
import { fault, refreshRefused, verifierDown, verifierDownInferred } from './service.ts';
import { clockSkew, expired, expiredInFlight, expiredPerhaps, notYetValid } from './time.ts';

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
  otherEnvironment,
  otherUser,
  signedOut,
  superseded,
  expiredPerhaps,
  verifierDownInferred,
];

/** The service's own words, where it said any. */
function answerEvidence({ judged: { error }, status, request, answerRead }: Sending): Evidence {
  const words = [error?.code, error?.message].filter(Boolean).join(': ');
  const unsaid = answerRead ? said('answer_without_reason') : said('answer_unseen');
  return evidence(
    'answer',
    { status, code: error?.code ?? null, message: error?.message ?? null },
    request,
    {
      key: status === null ? 'evidence_answer_event' : 'evidence_answer',
      values: { reason: words || unsaid },
    },
  );
}

/** Words that were not seen may say that the service could not check, or that it was no refusal. */
function withUnreadAnswer(found: CauseVerdict, { answerRead }: Sending): CauseVerdict {
  return !answerRead && found.certainty === 'certain' ? { ...found, certainty: 'likely' } : found;
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

/** What still may be behind a refusal that nothing seen here explains, and why it cannot be told. */
function remaining(sending: Sending, context: CauseContext): Evidence[] {
  const { record, judged } = sending;
  if (record?.decoded.kind !== 'jws') return [evidence('not-seen', { validity: judged.validity })];
  const probe = learned(sending, context);
  if (probe?.id === 'probe-accepted') return [probe, POSSIBLE_VERIFIER];
  return [
    ...(probe ? [probe] : []),
    evidence('possible-revoked'),
    evidence('possible-key'),
    POSSIBLE_VERIFIER,
  ];
}

/** Why a refused sending was refused, as far as the evidence goes. */
export function causeOf(sending: Sending, context: CauseContext): CauseVerdict {
  const answer = answerEvidence(sending);
  for (const rule of RULES) {
    const found = rule(sending, context);
    if (found)
      return { ...withUnreadAnswer(found, sending), evidence: [...found.evidence, answer] };
  }
  return {
    cause: 'unknown',
    certainty: 'possible',
    evidence: [...remaining(sending, context), answer],
  };
}
