import * as v from 'valibot';
import { pathOf } from './route-table.ts';
import type { Route, ServiceError, ServiceProfile } from './service-profile.ts';
import { storageRules, stored } from './storage-rows.ts';
import type { Build, StorageRules } from './token-storage.ts';

const HOST = /^(\*\.)?(\[[0-9a-fA-F:.]+\]|[^\s/:[\]?#@*]+)(:\d{1,5})?$/;

const host = v.pipe(v.string(), v.regex(HOST));
const path = v.pipe(v.string(), v.regex(/^\/[^?#\s]*$/));
const code = v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/));
/** A key of localStorage, and behind it where in its JSON: `session`, `session.tokens.access`. */
const key = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const keys = v.optional(v.pipe(v.array(key), v.minLength(1)));

/** What may differ from FutureGuide where the same app runs elsewhere; the rest is as it is there. */
export const ownProfileSchema = v.strictObject({
  $schema: v.optional(v.string()),
  profile: v.literal(1),
  /** hosts whose requests count: HOST, HOST:PORT, or *.HOST for its subdomains as well */
  hosts: v.pipe(v.array(host), v.minLength(1)),
  /** where the API's paths begin */
  apiBase: v.optional(v.pipe(v.string(), v.regex(/^https?:\/\/[^\s?#]*$/), v.url())),
  /** of the request that brings a new token */
  refreshPath: v.optional(path),
  /** keys of localStorage in the order in which the app looks for its tokens */
  storage: v.optional(v.strictObject({ access: keys, refresh: keys })),
  /** codes with which the service refuses a token, besides those of FutureGuide */
  refusalCodes: v.optional(v.array(code)),
  /** codes with which it says that it could not check one */
  unverifiableCodes: v.optional(v.array(code)),
});
export type OwnProfile = v.InferOutput<typeof ownProfileSchema>;

/** A profile as it was read, or the field that is wrong in it (`hosts[1]`). */
export type OwnProfileReading =
  | { kind: 'profile'; profile: OwnProfile }
  | { kind: 'problem'; where: string };

/** Admits parsed JSON that is a profile to the letter. */
export function readOwnProfile(value: unknown): OwnProfileReading {
  const parsed = v.safeParse(ownProfileSchema, value, { abortEarly: true });
  if (parsed.success) return { kind: 'profile', profile: parsed.output };
  const where = (parsed.issues[0].path ?? []).reduce((name, { key: part }) => {
    if (typeof part === 'number') return `${name}[${part}]`;
    return name === '' ? String(part) : `${name}.${String(part)}`;
  }, '');
  return { kind: 'problem', where };
}

function hostMatcher(hosts: readonly string[]): (hostname: string) => boolean {
  const names = hosts.map((each) => each.toLowerCase());
  return (hostname) =>
    names.some((name) =>
      name.startsWith('*.')
        ? hostname === name.slice(2) || hostname.endsWith(name.slice(1))
        : hostname === name,
    );
}

/** An app of one’s own has one build. */
const OWN_BUILD: readonly Build[] = ['current'];

const withPort = (each: string) => /:\d+$/.test(each);

/** Hosts that count by one port alone, which a host name does not tell. */
export function hostsWithPort({ hosts }: OwnProfile): string[] {
  return hosts.filter(withPort);
}

function routeReader(
  base: ServiceProfile,
  { apiBase, refreshPath }: OwnProfile,
): ServiceProfile['route'] {
  const prefix = apiBase?.replace(/\/$/, '');
  const { origin } = new URL(base.refreshUrl);
  return (method, url): Route => {
    const isApi = prefix !== undefined && url.startsWith(`${prefix}/`);
    const known = isApi ? origin + url.slice(prefix.length) : url;
    // Some write it whole, some from the API's base on.
    if (refreshPath !== undefined && [url, known].some((one) => pathOf(one) === refreshPath))
      return base.route(method, base.refreshUrl);
    return base.route(method, known);
  };
}

function ownStorage(base: StorageRules, { storage }: OwnProfile): StorageRules {
  if (!storage) return base;
  const row = (role: 'access' | 'refresh') => (name: string, rank: number) => {
    const [first = '', ...path] = name.split('.');
    return stored(first, role, OWN_BUILD, {
      path,
      sentBy: role === 'access' ? OWN_BUILD : [],
      refreshRank: role === 'refresh' ? rank : null,
      marks: 'current',
    });
  };
  const rows = [
    ...(storage.access ?? []).map(row('access')),
    ...(storage.refresh ?? []).map(row('refresh')),
  ];
  return storageRules(rows, {
    refreshableVersion: base.version.refreshable,
    cookieAttributes: base.cookie.attributes,
    buildOf: (_storage, marked) => (marked.has('current') ? 'current' : 'signed-out'),
  });
}

/** The profile of a service that is like another but for what its own profile says. */
export function profileLike(base: ServiceProfile, own: OwnProfile): ServiceProfile {
  const { hosts, apiBase, refreshPath, refusalCodes = [], unverifiableCodes = [] } = own;
  const apiOf = (url: string) =>
    apiBase === undefined ? url : apiBase.replace(/\/$/, '') + new URL(url).pathname;
  const refreshUrl =
    refreshPath === undefined
      ? apiOf(base.refreshUrl)
      : new URL(apiOf(base.refreshUrl)).origin + refreshPath;
  const named = (codes: readonly string[], { code: said }: ServiceError) =>
    said !== null && codes.includes(said);
  return {
    ...base,
    isServiceHost: hostMatcher(hosts.filter((each) => !withPort(each))),
    route: routeReader(base, own),
    readError: (status, body) => {
      const error = base.readError(status, body);
      if (!error || !named([...refusalCodes, ...unverifiableCodes], error)) return error;
      return { ...error, refusesCredential: true };
    },
    saysUnverifiable: (error) => named(unverifiableCodes, error) || base.saysUnverifiable(error),
    storage: ownStorage(base.storage, own),
    refreshUrl,
    probeUrl: apiOf(base.probeUrl),
  };
}
