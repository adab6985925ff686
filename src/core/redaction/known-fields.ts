import { SAYS_ERROR } from '../service/error-answer.ts';
import type { Fields } from '../token/json.ts';
import { wordSet } from './word-set.ts';

/**
 * The fields of JSON that go into an export: what a service says of itself, ids, counts, spans and
 * times. Whatever is not named here may be anybody's, and is left out.
 */

/** Where fields lie. */
export interface FieldPlace {
  /** within nothing but what is about the service, as `data` and `error` are */
  isKnown: boolean;
  /** an answer says here that it is no success: its prose is the service's */
  saysError: boolean;
  /** beside the number of a page */
  isPaged: boolean;
}

/** A name of one of these, … */
const ALONE = wordSet(
  'success ok valid status event action method path role roles scope exp iat nbf iss issuer aud audience sub alg kid typ service environment locale lang version expires expiry expired page pages limit offset index progress position attempt attempts retry retries retryable balance timestamp time date active authenticated authorized connected verified enabled cached upgrades uptime count duration',
);
/** … or of several of them and these, holds nothing of a person. */
const TOGETHER = wordSet(
  'user token error grant is has more next prev previous last first current per total size length type code in at after before server max min ping interval timeout payload remaining estimated processing queue duration ms seconds email created updated issued started finished completed submitted failed queued revoked api auth',
);
const ID =
  /^(user|local|job|result|archive|assessment|conversation|message|request|correlation|trace|client|event|transaction|task)?(id|ids|uid|uuid)$/;
/** Moments are of the service wherever they stand. */
const MOMENT = /^(exp|iat|timestamp|(created|updated|issued|expires|completed|submitted)at)$/;
const CONTAINER =
  /^(data|errors?|users?|jobs?|meta|pagination|details?|response|payload|body|auth|params|extensions|context|state|queue)$/;
/** Prose of the service, as its errors have it (RFC 9457 §3.1, RFC 6749 §5.2). */
const PROSE =
  /^(error|errors|message|messages|msg|pesan|details?|reason|alasan|code|kode|title|description|hint|type|errordescription|errormessage|statustext|statusmessage)$/;
const NO_SUCCESS_FROM = 400;

const lettersOf = (name: string) => name.toLowerCase().replace(/[^a-z]/g, '');

/** Where the fields of an object lie that is in the field of this name, or in none. */
export function placeIn(name: string | null, fields: Fields, place: FieldPlace): FieldPlace {
  return {
    isKnown: place.isKnown && (name === null || CONTAINER.test(name)),
    saysError:
      place.saysError ||
      /^errors?$/.test(name ?? '') ||
      fields.success === false ||
      SAYS_ERROR.has(fields.status) ||
      Number(fields.status) >= NO_SUCCESS_FROM ||
      'error' in fields ||
      'errors' in fields,
    isPaged: 'page' in fields || 'limit' in fields,
  };
}

/** Whether what a field of this name holds goes into an export, where fields are known. */
export function isKnownName(name: string): boolean {
  const plain = lettersOf(name);
  if (ID.test(plain) || ALONE.has(plain)) return true;
  const parts = name.match(/[A-Z]?[a-z]+|[A-Z]+/g) ?? [];
  return (
    parts.length > 1 && parts.map(lettersOf).every((part) => ALONE.has(part) || TOGETHER.has(part))
  );
}

/** Whether what a field of this name holds goes into an export. */
export function isKnownField(name: string, place: FieldPlace): boolean {
  const plain = lettersOf(name);
  if (ID.test(plain) || MOMENT.test(plain)) return true;
  if (!place.isKnown) return false;
  if (PROSE.test(plain)) return place.saysError;
  return isKnownName(name) || (place.isPaged && plain === 'total');
}
