/**
 * The fields of JSON whose text goes into an export: what an answer says of itself, ids, kinds and
 * times. Whatever is not named here may be anybody's and is left out, with its length.
 */
const ALWAYS = new Set([
  ...['error', 'errors', 'success', 'ok', 'reason', 'alasan', 'event', 'action', 'method', 'path'],
  ...['expires', 'expiry', 'exp', 'iat', 'nbf', 'iss', 'issuer', 'aud', 'audience', 'sub'],
  ...['scope', 'alg', 'kid', 'typ', 'service', 'environment', 'region', 'locale', 'lang', 'valid'],
  ...['page', 'limit', 'size', 'length', 'index', 'progress', 'attempt', 'attempts', 'severity'],
]);
const LAST_WORDS = new Set([
  ...['id', 'ids', 'uid', 'uuid', 'code', 'codes', 'status', 'type', 'kind', 'level', 'role'],
  ...['roles', 'count', 'total', 'balance', 'version', 'email', 'at', 'in', 'after', 'time'],
  ...['timestamp', 'date'],
]);
/** Of an answer: prose of the service, as its errors have it (RFC 9457 §3.1, RFC 6749 §5.2). */
const OF_ANSWERS =
  /^(message|messages|msg|pesan|detail|details|title|description|errordescription|hint|statustext|statusmessage|errormessage)$/;

function lastWord(name: string): string {
  return /[A-Z]?[a-z]+$|[A-Z]+$/.exec(name)?.[0]?.toLowerCase() ?? '';
}

/** Whether the text of a field of this name goes into an export. */
export function isKnownField(name: string, isAnswer: boolean): boolean {
  const plain = name.toLowerCase().replace(/[^a-z]/g, '');
  if (ALWAYS.has(plain) || LAST_WORDS.has(lastWord(name))) return true;
  return isAnswer && OF_ANSWERS.test(plain);
}
