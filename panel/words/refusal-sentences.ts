import { faultDeed, faultWords } from '../../src/core/language/fault-words.ts';
import { type Said, said, wordKey } from '../../src/core/language/language.ts';
import type { Cause } from '../../src/core/language/stable-words.ts';
import type { Credential } from '../../src/core/token/authorization.ts';
import type { CauseVerdict } from '../../src/core/verdict/causes/rule.ts';
import {
  isSentExpired,
  simulatedCause,
  simulationOf,
  sureness,
} from '../../src/core/verdict/causes/simulated.ts';
import type { Verdict } from '../../src/core/verdict/verdict.ts';
import { say } from './language.ts';

type Refused = Pick<Verdict, 'refusal' | 'secondsLeft' | 'validity'>;
type Worded = Pick<Verdict, 'refusal' | 'validity'>;

function unexplained({ validity, secondsLeft, refusal }: Refused): Said {
  if (refusal?.evidence.some(({ id }) => id === 'probe-accepted'))
    return said('reason_unknown_accepted_later');
  const isGood = validity === 'valid' || validity === 'expiring';
  if (isGood && secondsLeft !== null) return said('reason_unknown_but_good', { secondsLeft });
  return said(validity === 'unknown' ? 'reason_not_recorded' : 'reason_unknown');
}

/** Why a credential was refused, as the end of a sentence. */
function reasonOf(cause: Cause, refused: Refused, credential: Credential): Said {
  const { secondsLeft, validity } = refused;
  switch (cause) {
    case 'fault': {
      const name = simulationOf(refused);
      if (name === null) return said('reason_fault');
      return isSentExpired(refused)
        ? said('reason_fault_expired', { fault: faultWords(name) })
        : faultDeed(name);
    }
    case 'placeholder': {
      const word = credential.kind === 'placeholder' ? credential.word : '';
      return word === '' ? said('reason_placeholder_empty') : said('reason_placeholder', { word });
    }
    case 'clock-skew':
      return said(validity === 'not-yet-valid' ? 'reason_clock_skew_early' : 'reason_clock_skew');
    case 'expired':
      return secondsLeft === null
        ? said('reason_expired')
        : said('reason_expired_before', { secondsLeft });
    case 'unknown':
      return unexplained(refused);
    default:
      return said(wordKey('reason', cause));
  }
}

/** Why the service refused a credential, in a sentence that says no more than is known. */
export function refusalSentence(refused: Refused, credential: Credential): string {
  const { cause, certainty } = refused.refusal ?? { cause: 'unknown', certainty: 'certain' };
  // That the reason is unknown is not itself in doubt.
  const key = wordKey('refused', cause === 'unknown' ? 'certain' : certainty);
  return say(key, { reason: reasonOf(cause, refused, credential) });
}

/** Why the service refused a credential, in a few words. */
export function refusalWords(refused: Worded): string {
  const cause = refused.refusal?.cause ?? 'unknown';
  return say('refused_words', {
    cause: cause === 'fault' ? simulatedCause(refused) : said(wordKey('cause', cause)),
  });
}

/** How sure the stated cause is, in a word; null where no cause is stated. */
export function certaintyWord({ refusal }: Pick<Verdict, 'refusal'>): string | null {
  return refusal && refusal.cause !== 'unknown'
    ? say(wordKey('certainty', sureness(refusal)))
    : null;
}

/** How far the stated cause can be relied on. */
export function certaintySentence(refusal: CauseVerdict): string {
  if (refusal.cause === 'unknown') return say('nothing_decides');
  return say(wordKey('certainty_means', sureness(refusal)));
}
