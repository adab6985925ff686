import { type Header, UNAUTHORIZED } from '../service/http.ts';
import { refusalReason } from '../service/refusal-words.ts';
import type { ServiceError } from '../service/service-profile.ts';

const BEARER = /(?:^|[\s,])bearer(?=[\s,]|$)(.*)$/is;
const PARAMETER = /\b(error|error_description)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi;

/** What `WWW-Authenticate: Bearer …` says of a refusal (RFC 6750 §3); null without such a header. */
export function readChallenge(status: number, headers: Header[] | null): ServiceError | null {
  const values = (headers ?? []).filter(({ name }) => name.toLowerCase() === 'www-authenticate');
  const challenge = values
    .map(({ value }) => BEARER.exec(value)?.[1])
    .find((one) => one !== undefined);
  if (challenge === undefined) return null;
  const said = new Map(
    [...challenge.matchAll(PARAMETER)].map(([, name = '', quoted, bare]) => {
      return [name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare ?? null] as const;
    }),
  );
  const code = said.get('error') ?? null;
  const message = said.get('error_description') ?? null;
  return { code, message, retryAfterSeconds: null, refusesCredential: refuses(status, code) };
}

/**
 * The body's words with what the challenge adds: the body's code stands, a reason counts from
 * either, and the challenge's own code is about the credential whatever the body says.
 */
export function withChallenge(
  body: ServiceError | null,
  challenge: ServiceError | null,
): ServiceError | null {
  if (!body || !challenge) return body ?? challenge;
  const namesReason = refusalReason(body) === null && refusalReason(challenge) !== null;
  const isExplicit = challenge.code !== null && challenge.refusesCredential === true;
  return {
    code: body.code ?? challenge.code,
    message: (namesReason ? challenge.message : body.message) ?? challenge.message,
    retryAfterSeconds: body.retryAfterSeconds,
    refusesCredential: isExplicit || (body.refusesCredential ?? challenge.refusesCredential),
  };
}

/** `insufficient_scope` is about a right; a 401 without a word wants a token. */
function refuses(status: number, code: string | null): boolean | null {
  if (code === 'insufficient_scope') return false;
  if (code === 'invalid_token') return true;
  return status === UNAUTHORIZED ? true : null;
}
