import type { CopiedHeader, CopiedRequest } from './copied-request.ts';

/** curl makes these itself, from the address, the body and `--compressed`. */
const MADE_BY_CURL = new Set(['accept-encoding', 'connection', 'content-length', 'host']);
/** curl takes these in an address for patterns. */
const GLOB = /[[\]{}]/;
const LINE = ' \\\n  ';

/** One word of a POSIX shell, whatever stands in it (POSIX.1-2024 XCU §2.2.2). */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The same with the variable `TOKEN` between the parts (XCU §2.2.3). */
function withToken(parts: readonly string[]): string {
  return `"${parts.map((part) => part.replace(/[\\"$`]/g, '\\$&')).join('$TOKEN')}"`;
}

function headerOption({ name, parts }: CopiedHeader): string {
  const [first = '', ...more] = parts;
  if (more.length > 0) return `-H ${withToken([`${name}: ${first}`, ...more])}`;
  // With a colon and nothing behind it curl would leave the header out.
  return `-H ${quoted(first.trim() === '' ? `${name};` : `${name}: ${first}`)}`;
}

function methodOption({ method, body }: CopiedRequest): string | null {
  if (method === 'HEAD' && body === null) return '--head';
  return method === (body === null ? 'GET' : 'POST') ? null : `-X ${quoted(method)}`;
}

/**
 * A command for POSIX shells that sends the request again; null where its body holds NUL, which no
 * argument of a program can.
 */
export function curlCommand(request: CopiedRequest): string | null {
  const { url, headers, body } = request;
  const has = (wanted: string) => headers.some(({ name }) => name.toLowerCase() === wanted);
  const options = [
    GLOB.test(url) ? '--globoff' : null,
    methodOption(request),
    ...headers.filter(({ name }) => !MADE_BY_CURL.has(name.toLowerCase())).map(headerOption),
    // Without a type curl would call any body a form.
    body !== null && !has('content-type') ? "-H 'Content-Type:'" : null,
    has('accept-encoding') ? '--compressed' : null,
    // Unlike `--data` it takes a leading @ for no file.
    body === null ? null : `--data-raw ${quoted(body)}`,
  ].filter((option) => option !== null);
  const command = [`curl ${quoted(url)}`, ...options].join(LINE);
  return command.includes('\0') ? null : command;
}
