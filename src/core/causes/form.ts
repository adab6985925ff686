import { because, evidence, type Rule } from './rule.ts';

/** No credential was sent. */
export const missing: Rule = ({ credential, headersRead }) =>
  credential.kind === 'absent' && headersRead
    ? because('missing', 'certain', evidence('no-header', 'No credential was sent'))
    : null;

/** The header is not `Bearer …` (RFC 6750 §2.1). */
export const wrongScheme: Rule = ({ credential }) => {
  if (credential.kind !== 'wrong-scheme') return null;
  const { scheme } = credential;
  const text =
    scheme === null
      ? 'The Authorization header has no scheme; the service wants “Bearer”'
      : `The scheme is “${scheme}”; the service wants “Bearer”`;
  return because('wrong-scheme', 'certain', evidence('scheme', text, { scheme }));
};

/** `Bearer undefined`, `null` or nothing. */
export const placeholder: Rule = ({ credential }) => {
  if (credential.kind !== 'placeholder') return null;
  const { word } = credential;
  const text =
    word === ''
      ? 'Nothing stands behind “Bearer”'
      : `The app sent the word “${word}” instead of a token`;
  return because('placeholder', 'certain', evidence('placeholder', text, { word }));
};

/** The token was sent in quotes. */
export const quoted: Rule = ({ credential }) =>
  credential.kind === 'token' && credential.quoted
    ? because('quoted', 'certain', evidence('quotes', 'The token was sent inside quotation marks'))
    : null;

/** It cannot be decoded as a JWT. */
export const malformed: Rule = ({ judged }) =>
  judged.validity === 'malformed'
    ? because('malformed', 'certain', evidence('form', 'What was sent cannot be decoded as a JWT'))
    : null;
