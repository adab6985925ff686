/** What a cookie has beside its name and value (RFC 6265 §5.2). */
export interface CookieAttributes {
  /** null: this host alone */
  domain: string | null;
  path: string;
  /** ms since the epoch; null: until the browser ends, or not known */
  expires: number | null;
  sameSite: 'strict' | 'lax' | 'none' | null;
  secure: boolean;
}

/** How the app writes its own, where a browser tells no more than name and value. */
export const USUAL_COOKIE: CookieAttributes = {
  domain: null,
  path: '/',
  expires: null,
  sameSite: 'lax',
  secure: false,
};

/** A whole `document.cookie` assignment; without a value it takes the cookie away. */
export function cookieAssignment(
  name: string,
  value: string | null,
  { domain, path, expires, sameSite, secure }: CookieAttributes,
): string {
  const until = value === null ? 0 : expires;
  return [
    `${name}=${value ?? ''}`,
    `path=${path}`,
    ...(domain === null ? [] : [`domain=${domain}`]),
    ...(until === null ? [] : [`expires=${new Date(until).toUTCString()}`]),
    ...(sameSite === null ? [] : [`SameSite=${sameSite}`]),
    ...(secure ? ['Secure'] : []),
  ].join('; ');
}

/** The values of the named cookies as `document.cookie` lists them; of namesakes the first. */
export function namedCookies(text: string, names: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const pair of text.split(';')) {
    const [name = '', ...value] = pair.split('=');
    const key = name.trim();
    if (names.includes(key) && !(key in found)) found[key] = value.join('=').trim();
  }
  return found;
}
