import type { Credential } from '../../src/core/authorization.ts';
import { fingerprint } from '../../src/core/fingerprint.ts';
import type { RequestFacts } from '../../src/core/request.ts';

export interface CredentialWords {
  /** for a column */
  text: string;
  /** for a tooltip */
  title: string;
  isFingerprint: boolean;
}

const NOT_RECORDED: CredentialWords = {
  text: '?',
  title: 'The request headers were not recorded',
  isFingerprint: false,
};

function words(credential: Credential): CredentialWords {
  switch (credential.kind) {
    case 'absent':
      return { text: '–', title: 'No Authorization header', isFingerprint: false };
    case 'placeholder': {
      const { word } = credential;
      const text = word === '' ? 'empty' : word;
      return { text: `“${text}”`, title: `Bearer ${text}: no token`, isFingerprint: false };
    }
    case 'wrong-scheme':
      return {
        text: 'not Bearer',
        title: 'The Authorization header does not begin with “Bearer”',
        isFingerprint: false,
      };
    case 'token': {
      const mark = fingerprint(credential.token);
      return credential.quoted
        ? { text: `“${mark}”`, title: `Token ${mark}, sent in quotes`, isFingerprint: true }
        : { text: mark, title: `Token ${mark}`, isFingerprint: true };
    }
  }
}

/** What a request carried, without the token. */
export function credentialWords(
  request: Pick<RequestFacts, 'credential' | 'requestHeaders'>,
): CredentialWords {
  return request.requestHeaders ? words(request.credential) : NOT_RECORDED;
}
