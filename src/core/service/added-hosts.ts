import * as v from 'valibot';
import { domainsOf, hostMatcher } from './host-names.ts';
import { isLoopback } from './loopback.ts';
import { type OwnProfile, ownProfileSchema } from './own-profile.ts';

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text);
}

const addedHost = v.object({
  /** of its pages, with the port where it has one */
  origin: v.pipe(v.string(), v.check(isOrigin)),
  /** to look on, or to do all that is done on the service’s own hosts */
  access: v.picklist(['watch', 'full']),
  /** null: FutureGuide’s */
  profile: v.nullable(ownProfileSchema),
});
/** A host that the user has added by hand. */
export type AddedHost = v.InferOutput<typeof addedHost>;

/** More than anybody works with. */
const MAX_ADDED = 50;

/** What was kept; one that cannot be read is left out. */
export function readAddedHosts(kept: unknown): AddedHost[] {
  if (!Array.isArray(kept)) return [];
  return kept.slice(0, MAX_ADDED).filter((one): one is AddedHost => v.is(addedHost, one));
}

export type AddressReading =
  | { kind: 'origin'; origin: string }
  | { kind: 'problem'; problem: 'no-address' | 'own-host' | 'plain-http' | 'added-before' };

/** The origin that somebody means who typed an address: `localhost:3000`, `https://app.example/page`. */
export function readAddress(
  typed: string,
  isServiceHost: (hostname: string) => boolean,
  added: readonly AddedHost[],
): AddressReading {
  const text = typed.trim();
  const isWhole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const address = isWhole ? text : `https://${text}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url && !isWhole && isLoopback(url.hostname))
    return readAddress(`http://${text}`, isServiceHost, added);
  if (!url || !isOrigin(url.origin) || !/^[^*\s]+$/.test(url.hostname) || url.username !== '')
    return { kind: 'problem', problem: 'no-address' };
  if (isServiceHost(url.hostname)) return { kind: 'problem', problem: 'own-host' };
  if (!isAskable(url.origin)) return { kind: 'problem', problem: 'plain-http' };
  if (added.some(({ origin }) => origin === url.origin))
    return { kind: 'problem', problem: 'added-before' };
  return { kind: 'origin', origin: url.origin };
}

const SOCKET_SCHEMES: Record<string, string> = { 'https:': 'wss:', 'http:': 'ws:' };

function patternsOf(protocol: string, host: string): string[] {
  return [`${protocol}//${host}/*`, `${SOCKET_SCHEMES[protocol]}//${host}/*`];
}

/** Without TLS the browser is asked for this computer alone, as far as match patterns can name it. */
const PLAIN_HOSTS = ['*.localhost', '127.0.0.1', '[::1]'];

/** All that the browser may be asked for, which the manifest names. */
export function askablePatterns(): string[] {
  return [
    ...patternsOf('https:', '*'),
    ...PLAIN_HOSTS.flatMap((host) => patternsOf('http:', host)),
  ];
}

/** Whether the browser can be asked for the host of an address. */
export function isAskable(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || hostMatcher(PLAIN_HOSTS)(hostname);
}

/** Of the addresses of a host and its API those that the browser cannot be asked for. */
export function outOfReach({ origin, profile }: AddedHost): string[] {
  const api = profile?.apiBase === undefined ? [] : [new URL(profile.apiBase).origin];
  return [...new Set([origin, ...api])].filter((address) => !isAskable(address));
}

function patternsOfName(name: string): string[] {
  const [domain = ''] = domainsOf([name]);
  const host = name.startsWith('*.') ? `*.${domain}` : domain;
  return hostMatcher(PLAIN_HOSTS)(domain)
    ? [...patternsOf('https:', host), ...patternsOf('http:', host)]
    : patternsOf('https:', host);
}

/**
 * Match pattern of the pages of an origin. Firefox knows none with a port: there it is of all ports, and whoever
 * uses it looks at the port by itself.
 */
export function pagePattern(origin: string, withPort: boolean): string {
  const { protocol, hostname, port } = new URL(origin);
  const ownPort = protocol === 'https:' ? '443' : '80';
  return `${protocol}//${withPort ? `${hostname}:${port || ownPort}` : hostname}/*`;
}

/** What the browser is asked for, so that pages, API and sockets are seen; without `wss` sockets are not. */
export function hostPatterns({ origin, profile }: AddedHost): string[] {
  const { protocol, hostname } = new URL(origin);
  const { hosts = [], apiBase }: Partial<OwnProfile> = profile ?? {};
  const api = apiBase === undefined ? null : new URL(apiBase);
  return [
    ...new Set([
      ...patternsOf(protocol, hostname),
      ...hosts.flatMap(patternsOfName),
      ...(api ? patternsOf(api.protocol, api.hostname) : []),
    ]),
  ];
}
