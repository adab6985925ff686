import type { RequestFacts } from '../../src/core/recording/request.ts';
import type { Credential } from '../../src/core/token/authorization.ts';
import { fingerprint } from '../../src/core/token/fingerprint.ts';
import { say } from '../words/language.ts';

export interface CredentialWords {
  /** for a column */
  text: string;
  /** for a tooltip */
  title: string;
  isFingerprint: boolean;
}

function words(credential: Credential): CredentialWords {
  switch (credential.kind) {
    case 'absent':
      return { text: '–', title: say('carried_nothing'), isFingerprint: false };
    case 'placeholder': {
      const word = credential.word === '' ? say('carried_empty') : credential.word;
      const title = say('carried_placeholder', { word });
      return { text: `“${word}”`, title, isFingerprint: false };
    }
    case 'wrong-scheme':
      return {
        text: say('carried_other_scheme'),
        title: say('carried_other_scheme_why'),
        isFingerprint: false,
      };
    case 'token': {
      const mark = fingerprint(credential.token);
      return credential.quoted
        ? { text: `“${mark}”`, title: say('carried_quoted', { mark }), isFingerprint: true }
        : { text: mark, title: say('carried_token', { mark }), isFingerprint: true };
    }
  }
}

/** What a request carried, without the token. */
export function credentialWords(
  request: Pick<RequestFacts, 'credential' | 'requestHeaders'>,
): CredentialWords {
  if (!request.requestHeaders && request.credential.kind !== 'token')
    return { text: '?', title: say('carried_unknown'), isFingerprint: false };
  return words(request.credential);
}
