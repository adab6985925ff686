import type { Credential } from '../../src/core/authorization.ts';
import type { CauseVerdict } from '../../src/core/causes/rule.ts';
import type { Cause, Certainty } from '../../src/core/stable-words.ts';
import type { Verdict } from '../../src/core/verdict.ts';
import { durationInWords } from '../parts/durations.ts';

type Refused = Pick<Verdict, 'refusal' | 'secondsLeft' | 'validity'>;

function expiredBefore({ secondsLeft }: Refused): string {
  return secondsLeft === null
    ? 'the token had expired before it was sent'
    : `the token had expired ${durationInWords(secondsLeft)} before it was sent`;
}

function byTwoClocks({ validity }: Refused): string {
  const state = validity === 'not-yet-valid' ? 'was not valid yet' : 'had already expired';
  return `the token ${state} by the service’s clock, though it was good by this computer’s: the two clocks differ`;
}

function placeholderWord(credential: Credential): string {
  return credential.kind === 'placeholder' && credential.word !== ''
    ? `the app sent the word “${credential.word}” where a token belongs`
    : 'the app sent “Bearer” with nothing behind it';
}

function switchedOn(refusal: CauseVerdict | null): string {
  const name = refusal?.evidence.find(({ id }) => id === 'fault')?.values.fault;
  return name
    ? `the fault “${name}”, which you had switched on, did it`
    : 'a fault that you had switched on did it';
}

function unexplained({ validity, secondsLeft, refusal }: Refused): string {
  if (refusal?.evidence.some(({ id }) => id === 'probe-accepted'))
    return 'the reason cannot be seen from here, but it is not the token: asked later, the service accepted it';
  const isGood = validity === 'valid' || validity === 'expiring';
  if (isGood && secondsLeft !== null)
    return `the reason cannot be seen from here. The token still had ${durationInWords(secondsLeft)} left: it may be revoked or foreign, or the service could not check it`;
  if (validity === 'unknown')
    return 'the reason cannot be told, because what was sent was not recorded';
  return 'the reason cannot be seen from here';
}

function reasonOf(cause: Cause, refused: Refused, credential: Credential): string {
  switch (cause) {
    case 'fault':
      return switchedOn(refused.refusal);
    case 'refresh-refused':
      return 'the refresh token is no longer accepted. The user has to sign in again';
    case 'verifier-down':
      return 'the service could not check the token. That says nothing about the token';
    case 'missing':
      return 'no token was sent';
    case 'wrong-scheme':
      return 'the token was not sent as “Bearer …”, the only form the service reads';
    case 'placeholder':
      return placeholderWord(credential);
    case 'quoted':
      return 'the token was sent inside quotation marks';
    case 'malformed':
      return 'what was sent is damaged: it cannot be decoded as a token';
    case 'clock-skew':
      return byTwoClocks(refused);
    case 'expired':
      return expiredBefore(refused);
    case 'expired-in-flight':
      return 'the token ran out on its way, between sending and the service’s check';
    case 'not-yet-valid':
      return 'the token was not valid yet when it was sent';
    case 'tampered':
      return 'the token is not as it was issued: somebody or something changed it';
    case 'other-environment':
      return 'the token was made for another installation of the service';
    case 'other-user':
      return 'the token belongs to somebody else than the user who is signed in';
    case 'signed-out':
      return 'the user had signed out before it was sent';
    case 'superseded':
      return 'a newer token had already taken the place of this one';
    case 'unknown':
      return unexplained(refused);
  }
}

const LEADS: Record<Certainty, string> = {
  certain: 'Refused',
  likely: 'Refused, likely',
  possible: 'Refused, possibly',
};

/** Why the service refused a credential, in a sentence that says no more than is known. */
export function refusalSentence(refused: Refused, credential: Credential): string {
  const cause = refused.refusal?.cause ?? 'unknown';
  // That the reason is unknown is not itself in doubt.
  const lead = cause === 'unknown' ? 'Refused' : LEADS[refused.refusal?.certainty ?? 'certain'];
  return `${lead}: ${reasonOf(cause, refused, credential)}.`;
}

const SHORT: Record<Cause, string> = {
  fault: 'by your fault switch',
  'refresh-refused': 'refresh token not accepted',
  'verifier-down': 'service could not check',
  missing: 'no token sent',
  'wrong-scheme': 'not sent as “Bearer”',
  placeholder: 'no real token',
  quoted: 'token in quotes',
  malformed: 'token damaged',
  'clock-skew': 'clocks differ',
  expired: 'token expired',
  'expired-in-flight': 'expired on its way',
  'not-yet-valid': 'token not valid yet',
  tampered: 'token was changed',
  'other-environment': 'foreign token',
  'other-user': 'another user’s token',
  'signed-out': 'sent after sign-out',
  superseded: 'older token',
  unknown: 'reason not visible',
};

/** Why the service refused a credential, in a few words. */
export function refusalWords({ refusal }: Pick<Verdict, 'refusal'>): string {
  return `Refused: ${SHORT[refusal?.cause ?? 'unknown']}`;
}

/** How sure the stated cause is, in a word; null where no cause is stated. */
export function certaintyWord({ refusal }: Pick<Verdict, 'refusal'>): Certainty | null {
  return refusal && refusal.cause !== 'unknown' ? refusal.certainty : null;
}

const CERTAINTY_SENTENCES: Record<Certainty, string> = {
  certain: 'Certain: the evidence leaves no other explanation.',
  likely: 'Likely: the evidence speaks for it, but does not prove it.',
  possible: 'Possible: the evidence allows it, and other explanations too.',
};

/** How far the stated cause can be relied on. */
export function certaintySentence({ cause, certainty }: CauseVerdict): string {
  return cause === 'unknown'
    ? 'Nothing seen in the browser decides it. What remains possible:'
    : CERTAINTY_SENTENCES[certainty];
}
