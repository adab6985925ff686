import type { ProbeOutcome } from '../../src/core/probe.ts';
import { redactText } from '../../src/core/redact.ts';

/** What is known of the token beside the answer. */
export interface Probed {
  /** it was refused in the row that is looked at */
  wasRefused: boolean;
  /** its time is over by now, or has not come */
  isOutOfTime: boolean;
}

type Failed = Extract<ProbeOutcome, { kind: 'failed' }>;

const FAILURES: Record<Failed['reason'], string> = {
  'not-checked': 'the service says that it could not check the token',
  'too-many-requests': 'the service had too many requests and did not look',
  'server-error': 'the service had an error',
  undecided: 'the answer does not speak of the token',
  timeout: 'no answer came within 15 s',
  offline: 'the service could not be reached; is this computer online?',
  'answer-lost': 'the extension was interrupted',
};

const UNAVAILABLE = {
  'no-page': 'Not asked: the page has not been heard yet. Reload it, then ask again.',
  'not-sendable': 'Not asked: this cannot be sent as a token.',
};

function acceptedSentence({ wasRefused, isOutOfTime }: Probed): string {
  if (isOutOfTime)
    return 'Accepted now, although its time is over: the service caches its checks. Ask again later.';
  return wasRefused
    ? 'Accepted now: the token is good, so the route or the service was the reason, not the token.'
    : 'Accepted now: the service takes this token.';
}

function refusedSentence(message: string | null, { wasRefused, isOutOfTime }: Probed): string {
  const said = message ? ` (“${redactText(message)}”)` : '';
  if (isOutOfTime)
    return `Refused now${said}: its time is over, so this says nothing about how it was before.`;
  const where = wasRefused ? ', on another route too' : '';
  return `Refused now${said}${where}: the token itself is the reason, unless the service refuses every token at the moment.`;
}

/** What an answer to “Is this token accepted now?” means, and no more. */
export function probeSentence(outcome: ProbeOutcome, probed: Probed): string {
  switch (outcome.kind) {
    case 'accepted':
      return acceptedSentence(probed);
    case 'refused':
      return refusedSentence(outcome.message, probed);
    case 'failed': {
      const code = outcome.status === null ? '' : ` (${outcome.status})`;
      return `Nothing learned: ${FAILURES[outcome.reason]}${code}.`;
    }
    case 'unavailable':
      return UNAVAILABLE[outcome.reason];
  }
}

export function probeTone({ kind }: ProbeOutcome): 'good' | 'bad' | 'warn' {
  if (kind === 'accepted') return 'good';
  return kind === 'refused' ? 'bad' : 'warn';
}
