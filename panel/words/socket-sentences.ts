import { type Said, said } from '../../src/core/language/language.ts';
import { redactText } from '../../src/core/redaction/redact.ts';
import type { Credential } from '../../src/core/token/authorization.ts';
import type { SocketEntry } from '../../src/core/verdict/entry.ts';
import { say } from './language.ts';
import { refusalSentence, refusalWords } from './refusal-sentences.ts';

/** How old its token was, as the end of a sentence. */
function age({ validity, secondsLeft }: SocketEntry['verdict']): Said {
  if (validity === 'none') return said('sent_none');
  if (secondsLeft === null) return said('socket_age_unreadable');
  return said(validity === 'expired' ? 'socket_token_expired' : 'socket_token_left', {
    secondsLeft,
  });
}

function credentialOf(token: string | null): Credential {
  return token === null
    ? { kind: 'absent' }
    : { kind: 'token', scheme: 'Bearer', token, quoted: false, padded: false };
}

/** The verdict on a socket's authentication in a sentence. */
export function socketSentence({ facts: use, verdict }: SocketEntry): string {
  const token = age(verdict);
  switch (verdict.outcome) {
    case 'accepted':
      return say('socket_authenticated', { token });
    case 'rejected': {
      const message = use.answer?.message;
      const answered = message
        ? say('socket_answered_saying', { token, message: redactText(message) })
        : say('socket_answered', { token });
      return `${refusalSentence(verdict, credentialOf(use.token))} ${answered}`;
    }
    default:
      return say('socket_waits', { token });
  }
}

/** The verdict on a socket's authentication in a few words. */
export function socketWords({ verdict }: SocketEntry): string {
  const expired = verdict.validity === 'expired';
  switch (verdict.outcome) {
    case 'accepted':
      return say(expired ? 'verdict_authenticated_expired' : 'verdict_authenticated');
    case 'rejected':
      return refusalWords(verdict);
    default:
      return say(expired ? 'verdict_waits_expired' : 'verdict_waits');
  }
}
