/**
 * Names of hosts as a profile has them: `HOST` for any port, `HOST:PORT` for that one, `*.HOST` for
 * HOST and all its subdomains.
 */

const WITH_PORT = /:\d+$/;

/** A text as a pattern that matches it to the letter. */
export function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Says whether a host is one of these. */
export function hostMatcher(
  names: readonly string[],
): (hostname: string, port?: string) => boolean {
  const wanted = names.map((name) => name.toLowerCase());
  return (hostname, port = '') =>
    wanted.some((name) =>
      name.startsWith('*.')
        ? hostname === name.slice(2) || hostname.endsWith(name.slice(1))
        : hostname === name || `${hostname}:${port}` === name,
    );
}

function namePattern(name: string): string {
  const host = name.startsWith('*.') ? `(?:[^/]+\\.)?${literally(name.slice(2))}` : literally(name);
  return WITH_PORT.test(name) ? host : `${host}(?::\\d+)?`;
}

/** The beginning of every URL of these hosts up to its path, as RE2 text that JavaScript reads alike. */
export function originPattern(names: readonly string[]): string {
  return `^[a-z]+://(?:${names.map((name) => namePattern(name.toLowerCase())).join('|')})`;
}

/** The domains that these lie in; a domain holds its subdomains and all ports. */
export function domainsOf(names: readonly string[]): string[] {
  const domains = names.map((name) =>
    name.toLowerCase().replace(/^\*\./, '').replace(WITH_PORT, ''),
  );
  return [...new Set(domains)];
}
