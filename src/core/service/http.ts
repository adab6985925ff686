/** Status codes (RFC 9110 §15, RFC 6585 §4). */
export const FIRST_REFUSING_STATUS = 400;
export const NOT_MODIFIED = 304;
export const UNAUTHORIZED = 401;
export const FORBIDDEN = 403;
export const TOO_MANY_REQUESTS = 429;

export interface Header {
  name: string;
  value: string;
}

export interface UrlParts {
  host: string;
  path: string;
}

/** Host without its port, and path; what is no URL is all path. */
export function urlParts(url: string): UrlParts {
  try {
    const { hostname, pathname } = new URL(url);
    return { host: hostname, path: pathname };
  } catch {
    return { host: '', path: url };
  }
}

/** Of an address that can be read; null otherwise. */
export function originIn(url = ''): string | null {
  return URL.canParse(url) ? new URL(url).origin : null;
}

/** A body as text, or why there is none to show. */
export type Body =
  | { kind: 'text'; text: string; truncated: boolean }
  | { kind: 'none' }
  | { kind: 'unavailable'; reason: 'gone' | 'too-large' | 'not-recorded' };

export const NOT_RECORDED: Body = { kind: 'unavailable', reason: 'not-recorded' };

/** Content types that hold no text. */
export const NEVER_TEXT = /^(image|font|audio|video)\//i;

const isNamed = ({ name }: Header, wanted: string) =>
  name.length === wanted.length && name.toLowerCase() === wanted;

/** The value of a header by its name without case (RFC 9110 §5.1), or null. */
export function headerValue(headers: Header[] | null, name: string): string | null {
  const first = headers?.find((header) => isNamed(header, name));
  if (first?.value !== '') return first?.value ?? null;
  // Of a header that was sent twice, once empty, the other is meant.
  return headers?.find((header) => header.value !== '' && isNamed(header, name))?.value ?? '';
}

/** Every different value that was sent under one name. */
export function headerValues(headers: Header[] | null, name: string): string[] {
  const all = (headers ?? []).filter((header) => header.value !== '' && isNamed(header, name));
  return [...new Set(all.map(({ value }) => value))];
}
