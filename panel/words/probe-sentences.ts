import { said, wordKey } from '../../src/core/language/language.ts';
import { redactText } from '../../src/core/redaction/redact.ts';
import type { ProbeOutcome } from '../../src/core/session/probe-outcome.ts';
import { failure } from './failure.ts';
import { say } from './language.ts';

/** What is known of the token beside the answer. */
export interface Probed {
  /** it was refused in the row that is looked at */
  wasRefused: boolean;
  /** its time is over by now, or has not come */
  isOutOfTime: boolean;
}

function acceptedSentence({ wasRefused, isOutOfTime }: Probed): string {
  if (isOutOfTime) return say('probe_accepted_out_of_time');
  return say(wasRefused ? 'probe_accepted_after_refusal' : 'probe_accepted');
}

function refusedSentence(message: string | null, { wasRefused, isOutOfTime }: Probed): string {
  const refused = message
    ? said('probe_refused_saying', { message: redactText(message) })
    : said('probe_refused');
  if (isOutOfTime) return say('probe_refused_out_of_time', { refused });
  return say(wasRefused ? 'probe_refused_again' : 'probe_refused_first', { refused });
}

/** What an answer to “Test this token” means, and no more. */
export function probeSentence(outcome: ProbeOutcome, probed: Probed): string {
  switch (outcome.kind) {
    case 'accepted':
      return acceptedSentence(probed);
    case 'refused':
      return refusedSentence(outcome.message, probed);
    case 'failed': {
      const reason = failure(outcome.reason, outcome.status);
      return say('probe_learned_nothing', { reason });
    }
    case 'unavailable':
      return say(wordKey('probe_unavailable', outcome.reason));
  }
}

export function probeTone({ kind }: ProbeOutcome): 'good' | 'bad' | 'warn' {
  if (kind === 'accepted') return 'good';
  return kind === 'refused' ? 'bad' : 'warn';
}
