import type { Credential } from '../src/core/authorization.ts';
import type { Cause, Certainty } from '../src/core/stable-words.ts';
import type { Verdict } from '../src/core/verdict.ts';
import { durationInWords } from './durations.ts';

type Refused = Pick<Verdict, 'refusal' | 'secondsLeft' | 'validity'>;

function expiredBefore({ secondsLeft }: Refused): string {
  return secondsLeft === null
    ? 'the token had expired before it was sent'
    : `the token had expired ${durationInWords(secondsLeft)} before it was sent`;
}

function placeholderWord(credential: Credential): string {
  return credential.kind === 'placeholder' && credential.word !== ''
    ? `the app sent the word “${credential.word}” where a token belongs`
    : 'the app sent “Bearer” with nothing behind it';
}

function unexplained({ validity, secondsLeft }: Refused): string {
  const isGood = validity === 'valid' || validity === 'expiring';
  if (isGood && secondsLeft !== null)
    return `the reason cannot be seen from here. The token still had ${durationInWords(secondsLeft)} left: it may be revoked or foreign, or the service could not check it`;
  if (validity === 'unknown')
    return 'the reason cannot be told, because what was sent was not recorded';
  return 'the reason cannot be seen from here';
}

/** Why the service refused a credential, in a sentence. */
export function refusalSentence(refused: Refused, credential: Credential): string {
  const reasons: Record<Cause, string> = {
    'refresh-refused': 'the refresh token is no longer accepted. The user has to sign in again',
    missing: 'no token was sent',
    'wrong-scheme': 'the token was not sent as “Bearer …”, the only form the service reads',
    placeholder: placeholderWord(credential),
    quoted: 'the token was sent inside quotation marks',
    malformed: 'what was sent is damaged: it cannot be decoded as a token',
    expired: expiredBefore(refused),
    unknown: unexplained(refused),
  };
  return `Refused: ${reasons[refused.refusal?.cause ?? 'unknown']}.`;
}

const SHORT: Record<Cause, string> = {
  'refresh-refused': 'refresh token not accepted',
  missing: 'no token sent',
  'wrong-scheme': 'not sent as “Bearer”',
  placeholder: 'no real token',
  quoted: 'token in quotes',
  malformed: 'token damaged',
  expired: 'token expired',
  unknown: 'reason not visible',
};

/** Why the service refused a credential, in a few words. */
export function refusalWords({ refusal }: Pick<Verdict, 'refusal'>): string {
  return `Refused: ${SHORT[refusal?.cause ?? 'unknown']}`;
}

/** How far a stated cause can be relied on. */
export const CERTAINTY_SENTENCES: Record<Certainty, string> = {
  certain: 'Certain: the evidence leaves no other explanation.',
  likely: 'Likely: the evidence speaks for it, but does not prove it.',
  possible: 'Possible: nothing seen in the browser decides it.',
};
