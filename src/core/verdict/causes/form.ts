import { because, evidence, type Rule } from './rule.ts';

/** No credential was sent. */
export const missing: Rule = ({ credential, headersRead }) =>
  credential.kind === 'absent' && headersRead
    ? because('missing', 'certain', evidence('no-header'))
    : null;

/** The header is not `Bearer …` (RFC 6750 §2.1). */
export const wrongScheme: Rule = ({ credential }) => {
  if (credential.kind !== 'wrong-scheme') return null;
  const { scheme } = credential;
  const key = scheme === null ? 'evidence_scheme_none' : 'evidence_scheme';
  return because('wrong-scheme', 'certain', evidence('scheme', { scheme }, null, { key }));
};

/** `Bearer undefined`, `null` or nothing. */
export const placeholder: Rule = ({ credential }) => {
  if (credential.kind !== 'placeholder') return null;
  const { word } = credential;
  const key = word === '' ? 'evidence_placeholder_empty' : 'evidence_placeholder';
  return because('placeholder', 'certain', evidence('placeholder', { word }, null, { key }));
};

/** The token was sent in quotes. */
export const quoted: Rule = ({ credential }) =>
  credential.kind === 'token' && credential.quoted
    ? because('quoted', 'certain', evidence('quotes'))
    : null;

/** It cannot be decoded as a JWT. */
export const malformed: Rule = ({ judged }) =>
  judged.validity === 'malformed' ? because('malformed', 'certain', evidence('form')) : null;
