import type { Header } from '../service/http.ts';
import { mask, redactSecret, replaceBehindBearer } from './mask.ts';
import { looksRandom } from './random-look.ts';
import { redactText } from './redact.ts';
import { isSecretHeader } from './secret-names.ts';

/** A scheme as anyone writes one; a longer word in its place is a token. */
const SCHEME = /^[a-z][a-z0-9-]{0,19}$/i;
/** Registered with IANA or in wide use; what else a client offers may be its token. */
const SUBPROTOCOL =
  /^(soap|wamp|chat|superchat|mqtt|graphql-(transport-)?ws|(v1[0-2]\.)?stomp|xmpp|sip|binary|json|jsonrpc|socket\.io|websocket|bearer|access_token|authorization)$/i;
/** They look like chance, and say nothing of who asks. */
const CHANCE_BY_NATURE =
  /^(etag|if-(none-)?match|date|age|cf-ray|cf-cache-status|sec-websocket-(key|accept|extensions)|content-security-policy(-report-only)?|x-request-id|x-vercel-id|traceparent|nel|report-to|alt-svc|accept.*|user-agent|sec-ch-ua.*|server-timing|last-modified|if-modified-since|expires|retry-after)$/i;
const WORD = /[\w.~+/=-]{12,}/g;

function redactAuthorization(value: string): string {
  const [, scheme = '', gap = '', rest = ''] = /^\s*(\S+)(\s*)(.*)$/s.exec(value) ?? [];
  const isScheme = rest === '' ? /^bearer$/i.test(scheme) : SCHEME.test(scheme);
  const shown = isScheme ? scheme : redactSecret(scheme);
  if (rest === '') return shown;
  const masked = redactSecret(rest);
  const hasShape = masked !== rest && /^bearer$/i.test(scheme);
  return `${shown}${gap}${hasShape ? replaceBehindBearer(rest, redactSecret) : masked}`;
}

/** Nearly every cookie may be a session; a nameless one has nothing but its value. */
function redactCookies(value: string): string {
  return value.replace(/([^;=]*=)?([^;]*)/g, (_all, name = '', secret) => {
    const blank = name === '' ? (/^\s*/.exec(secret)?.[0] ?? '') : '';
    return `${name}${blank}${redactSecret(secret.slice(blank.length))}`;
  });
}

function redactSetCookie(value: string): string {
  return value
    .split('\n')
    .map((line) => {
      const [pair = '', ...attributes] = line.split(';');
      return [redactCookies(pair), ...attributes].join(';');
    })
    .join('\n');
}

/** A list (RFC 6455 §4.1) in which clients that can set no header send their token. */
function redactSubprotocols(value: string): string {
  return value
    .split(',')
    .map((item) => {
      const name = item.trim();
      return SUBPROTOCOL.test(name) ? item : item.replace(name, () => redactSecret(name));
    })
    .join(',');
}

function redactOther(name: string, value: string): string {
  if (isSecretHeader(name)) return redactSecret(value);
  const shown = redactText(value);
  if (CHANCE_BY_NATURE.test(name)) return shown;
  return shown.replace(WORD, (word) => (looksRandom(word) ? mask(word) : word));
}

/** A header whose value may be shown. */
export function redactHeader({ name, value }: Header): Header {
  switch (name.toLowerCase()) {
    case 'authorization':
    case 'proxy-authorization':
      return { name, value: redactAuthorization(value) };
    case 'cookie':
      return { name, value: redactCookies(value) };
    case 'set-cookie':
      return { name, value: redactSetCookie(value) };
    case 'sec-websocket-protocol':
      return { name, value: redactSubprotocols(value) };
    default:
      return { name: looksRandom(name) ? mask(name) : name, value: redactOther(name, value) };
  }
}
