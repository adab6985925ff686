import type { CopiedHeader, CopiedRequest } from './copied-request.ts';

/** Forbidden request headers (Fetch §2.2.2), and `user-agent`, which Chromium sets by itself. */
const FORBIDDEN =
  /^(accept-(charset|encoding)|access-control-request-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|user-agent|via|proxy-.*|sec-.*)$/i;
const WITHOUT_BODY = new Set(['GET', 'HEAD']);

const literal = (text: string) => JSON.stringify(text);

function expressionOf({ parts }: CopiedHeader): string {
  const texts = parts.map((part) => (part === '' && parts.length > 1 ? [] : [literal(part)]));
  return texts.flatMap((text, index) => (index === 0 ? text : ['TOKEN', ...text])).join(' + ');
}

/** A header that was sent twice goes out as a list (RFC 9110 §5.3). */
function headerLines(headers: readonly CopiedHeader[]): string {
  const byName = new Map<string, string[]>();
  for (const header of headers) {
    if (FORBIDDEN.test(header.name)) continue;
    const name = header.name.toLowerCase();
    byName.set(name, [...(byName.get(name) ?? []), expressionOf(header)]);
  }
  // In brackets a name is a name, even `__proto__`.
  const key = (name: string) => (name === '__proto__' ? `[${literal(name)}]` : literal(name));
  return [...byName]
    .map(([name, values]) => `    ${key(name)}: ${values.join(' + ", " + ')}`)
    .join(',\n');
}

/** A call for a browser's console that sends the request again; `fetch` takes no body for GET and HEAD. */
export function fetchCall({ method, url, headers, body }: CopiedRequest): string {
  const valueNamed = (wanted: string) =>
    headers.find(({ name }) => name.toLowerCase() === wanted)?.parts.join('');
  const referrer = valueNamed('referer');
  const lines = headerLines(headers);
  const options = [
    `"method": ${literal(method)}`,
    lines === '' ? null : `"headers": {\n${lines}\n  }`,
    body === null || WITHOUT_BODY.has(method) ? null : `"body": ${literal(body)}`,
    referrer ? `"referrer": ${literal(referrer)}` : null,
    '"mode": "cors"',
    `"credentials": "${valueNamed('cookie') === undefined ? 'omit' : 'include'}"`,
  ].filter((option) => option !== null);
  return `fetch(${literal(url)}, {\n  ${options.join(',\n  ')}\n});`;
}
