import type { Credential } from '../../src/core/authorization.ts';
import type { SocketEntry } from '../../src/core/log.ts';
import { redactText } from '../../src/core/redact.ts';
import { durationInWords } from '../parts/durations.ts';
import { refusalSentence, refusalWords } from './refusal-sentences.ts';

function age({ validity, secondsLeft }: SocketEntry['verdict']): string {
  if (validity === 'none') return 'no token was sent';
  if (secondsLeft === null) return 'the age of its token cannot be read';
  const span = durationInWords(secondsLeft);
  return validity === 'expired'
    ? `its token had expired ${span} before`
    : `its token had ${span} left`;
}

function credentialOf(token: string | null): Credential {
  return token === null
    ? { kind: 'absent' }
    : { kind: 'token', token, quoted: false, padded: false };
}

function ageSentence(verdict: SocketEntry['verdict'], said: string): string {
  return `The socket was answered${said}; ${age(verdict)}.`;
}

/** The verdict on a socket's authentication in a sentence. */
export function socketSentence({ use, verdict }: SocketEntry): string {
  const said = use.answer?.message ? `, saying “${redactText(use.answer.message)}”` : '';
  switch (verdict.outcome) {
    case 'accepted':
      return `The socket was authenticated; ${age(verdict)}. It stays open even when that token expires.`;
    case 'rejected':
      return `${refusalSentence(verdict, credentialOf(use.token))} ${ageSentence(verdict, said)}`;
    default:
      return `The socket sent its token and has no answer yet; ${age(verdict)}.`;
  }
}

/** The verdict on a socket's authentication in a few words. */
export function socketWords({ verdict }: SocketEntry): string {
  const expired = verdict.validity === 'expired';
  switch (verdict.outcome) {
    case 'accepted':
      return expired ? 'Authenticated although expired' : 'Authenticated';
    case 'rejected':
      return refusalWords(verdict);
    default:
      return expired ? 'Sent expired, waiting' : 'Waiting';
  }
}
