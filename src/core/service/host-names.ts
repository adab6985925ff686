/**
 * Names of hosts as a profile has them: `HOST` for any port, `HOST:PORT` for that one, `*.HOST` for
 * HOST and all its subdomains. As URLs have it, a scheme's own port is the empty one: `HOST:`.
 */

const WITH_PORT = /:\d*$/;

/** As it is compared. */
function plainName(name: string): string {
  return name.toLowerCase().replace(/:(?:80|443)$/, ':');
}

/** The name of the host of an address on its port alone. */
export function hostNameOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port}`;
}

/** Whether a name is that of the host of an address, with its port or, on the scheme's own, without. */
export function isNameOf(name: string, url: string): boolean {
  return [hostNameOf(url), new URL(url).host].includes(plainName(name));
}

/** A text as a pattern that matches it to the letter. */
export function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Says whether a host is one of these. */
export function hostMatcher(
  names: readonly string[],
): (hostname: string, port?: string) => boolean {
  const wanted = names.map(plainName);
  return (hostname, port = '') =>
    wanted.some((name) =>
      name.startsWith('*.')
        ? hostname === name.slice(2) || hostname.endsWith(name.slice(1))
        : hostname === name || `${hostname}:${port}` === name,
    );
}

function namePattern(name: string): string {
  const host = name.startsWith('*.') ? `(?:[^/]+\\.)?${literally(name.slice(2))}` : literally(name);
  if (name.endsWith(':')) return host.slice(0, -1);
  return WITH_PORT.test(name) ? host : `${host}(?::\\d+)?`;
}

/** The beginning of every URL of these hosts up to its path, as RE2 text that JavaScript reads alike. */
export function originPattern(names: readonly string[]): string {
  return `^[a-z]+://(?:${names.map((name) => namePattern(plainName(name))).join('|')})`;
}

/** The domains that these lie in; a domain holds its subdomains and all ports. */
export function domainsOf(names: readonly string[]): string[] {
  const domains = names.map((name) =>
    name.toLowerCase().replace(/^\*\./, '').replace(WITH_PORT, ''),
  );
  return [...new Set(domains)];
}
