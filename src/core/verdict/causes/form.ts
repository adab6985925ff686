import { refusalReason } from '../../service/refusal-words.ts';
import { damageOf } from '../../token/damage.ts';
import { decodeToken, type MalformedReason } from '../../token/jwt.ts';
import type { CredentialRecord } from '../credentials.ts';
import { because, type Evidence, type EvidenceId, evidence, type Rule } from './rule.ts';

/** No credential was sent where the service reads it; a cookie or a parameter is none. */
export const missing: Rule = ({ request, credential, headersRead }) => {
  if (credential.kind !== 'absent' || !headersRead) return null;
  const key = request === null ? 'evidence_no_header' : 'evidence_no_authorization';
  return because('missing', 'certain', evidence('no-header', {}, null, { key }));
};

/** In another case it is the same scheme (RFC 9110 §11.1), and yet some services test the word. */
const misspelled: Rule = ({ credential, host, judged: { error } }, { acceptance }) => {
  if (credential.kind !== 'token' || credential.scheme === 'Bearer') return null;
  const { scheme } = credential;
  if (error === null || refusalReason(error) !== 'missing') return null;
  if (acceptance.tookScheme(host, scheme)) return null;
  return because('wrong-scheme', 'possible', evidence('scheme-case', { scheme }));
};

/** The header is not `Bearer …` (RFC 6750 §2.1). */
export const wrongScheme: Rule = (sending, context) => {
  const { credential } = sending;
  if (credential.kind !== 'wrong-scheme') return misspelled(sending, context);
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
    ? because(
        'quoted',
        'certain',
        evidence('quotes'),
        ...damageEvidence(damageOf(credential.token)),
      )
    : null;

/** What can be named of a damage; a token that was cut only cannot be decoded. */
const DAMAGE: Partial<Record<MalformedReason, EvidenceId>> = {
  'scheme-twice': 'form-scheme-twice',
  'two-tokens': 'form-two-tokens',
  padding: 'form-padding',
};

function damageEvidence(reason: MalformedReason | null): Evidence[] {
  const id = reason && DAMAGE[reason];
  return id ? [evidence(id)] : [];
}

/** As the claims of a refresh token name it, where it is a JWT of its own. */
function saysRefresh({ decoded }: CredentialRecord): boolean {
  if (decoded.kind !== 'jws') return false;
  const { type, typ, token_use } = decoded.claims;
  return [type, typ, token_use].some((word) => /^refresh\b/i.test(String(word)));
}

/** It is no access token in the form of a JWT: damaged, opaque, or the refresh token. */
export const malformed: Rule = ({ credential, record }, { acceptance }) => {
  if (credential.kind !== 'token' || (record && acceptance.first(record))) return null;
  const decoded = record?.decoded ?? decodeToken(credential.token);
  const form = evidence('form');
  if (record && (record.role === 'refresh' || saysRefresh(record))) {
    const isOpaque = decoded.kind !== 'jws';
    const isSeen = record.sightings.some(
      ({ how, place }) => how === 'answered' || place === 'body.refreshToken',
    );
    const isRefresh = evidence('form-refresh-token');
    return because(
      'malformed',
      isOpaque && isSeen ? 'certain' : 'likely',
      ...(isOpaque ? [form, isRefresh] : [isRefresh]),
    );
  }
  if (decoded.kind === 'malformed')
    return because('malformed', 'certain', form, ...damageEvidence(decoded.reason));
  if (decoded.kind !== 'opaque') return null;
  const damage = damageOf(credential.token);
  if (damage === 'scheme-twice' || damage === 'two-tokens')
    return because('malformed', 'certain', form, ...damageEvidence(damage));
  const kind = decoded.encrypted ? 'form-encrypted' : 'form-opaque';
  return because('malformed', 'likely', form, evidence(kind));
};
