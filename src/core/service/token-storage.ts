import { bareToken, isPlaceholder } from '../token/authorization.ts';
import { claimTime } from '../token/claims.ts';
import { fieldsOf, readJson, textOf, valueAt, withValueAt } from '../token/json.ts';
import { decodeToken } from '../token/jwt.ts';

export type TokenRole = 'access' | 'refresh';
export type Build = 'current' | 'auth-v2' | 'v1' | 'admin' | 'signed-out';

/** A token found lying somewhere. */
export interface FoundToken {
  role: TokenRole;
  token: string;
  /** e.g. `localStorage.authV2_idToken`, `localStorage.futureguide_user_data.idToken`, `cookie.token` */
  place: string;
  quoted: boolean;
}

/** What a page's storage says, read with the rules of the build that wrote it. */
export interface StorageReading {
  build: Build;
  /** the one this build sends */
  active: FoundToken | null;
  refresh: FoundToken | null;
  all: FoundToken[];
  /** who is signed in, by the metadata beside the tokens */
  user: string | null;
}

/** A localStorage key, or something inside its JSON. */
export interface StorageSpot {
  key: string;
  path: readonly string[];
  /** the builds that read or update it */
  builds: readonly Build[];
}

/** Where a token lies. */
export interface StoragePlace extends StorageSpot {
  role: TokenRole;
}

/** The localStorage and cookies of a page, only the keys that matter. */
export interface PageStorage {
  entries: Record<string, string>;
  cookies: Record<string, string>;
}

/** How a page's storage is read and written; made of its rows by `storageRules`. */
export interface StorageRules {
  places: readonly StoragePlace[];
  /** where builds keep the lifetime of their access token, in s as text */
  lifetimes: readonly StorageSpot[];
  cookies: readonly string[];
  /** every localStorage key that is ever looked at */
  keys: readonly string[];
  /** JSON whose `email` and `uid` say who is signed in */
  users: readonly StorageSpot[];
  /** plain values that say who is signed in */
  identityKeys: readonly string[];
  /** builds that read or update a place, named as in `FoundToken.place` */
  readersOf(place: string): readonly Build[];
  /** places in the order in which a build looks for the token it sends */
  sentFrom(build: Build): readonly string[];
  /** places of refresh tokens, the one to use first */
  refreshOrder: readonly string[];
  /** whether a refresh of this build writes a key even where it is absent */
  isWritten(build: Build, key: string): boolean;
  /** key that says by which generation of tokens the app goes, and its word for refreshable ones */
  version: { key: string; refreshable: string };
  /** key that holds the local time of the last write in s, where a build keeps one */
  issuedAtKey: string;
  /** cookie that a build keeps in step with its token, with its attributes */
  cookie: { name: string; attributes: string; builds: readonly Build[] };
  buildOf(storage: PageStorage): Build;
}

export function foundToken(role: TokenRole, value: unknown, place: string): FoundToken[] {
  if (typeof value !== 'string') return [];
  const { token, quoted } = bareToken(value);
  return isPlaceholder(token) ? [] : [{ role, token, place, quoted }];
}

/** As `FoundToken.place` has it. */
export function placeName({ key, path }: Pick<StorageSpot, 'key' | 'path'>): string {
  return ['localStorage', key, ...path].join('.');
}

/** What lies at a place inside the text of its key. */
export function storedAt(stored: string, path: readonly string[]): unknown {
  return path.length === 0 ? stored : valueAt(readJson(stored), path);
}

/** The fields that say who is signed in, at one of `StorageRules.users`. */
export function userAt(
  entries: PageStorage['entries'],
  { key, path }: Pick<StorageSpot, 'key' | 'path'>,
): Record<string, unknown> {
  return fieldsOf(valueAt(readJson(entries[key] ?? ''), path));
}

function userIn(rules: StorageRules, entries: PageStorage['entries']): string | null {
  const emails = rules.users.map((spot) => textOf(userAt(entries, spot).email));
  const plain = rules.identityKeys.map((key) => textOf(entries[key]));
  return [...emails, ...plain].find((user) => user !== null) ?? null;
}

function firstAt(tokens: FoundToken[], role: TokenRole, places: readonly string[]) {
  const lying = places.map((place) => tokens.find((t) => t.role === role && t.place === place));
  return lying.find((token) => token !== undefined) ?? null;
}

export function readStorage(rules: StorageRules, storage: PageStorage): StorageReading {
  const { entries, cookies } = storage;
  const all = [
    ...rules.places.flatMap((place) => {
      const stored = entries[place.key];
      if (stored === undefined) return [];
      return foundToken(place.role, storedAt(stored, place.path), placeName(place));
    }),
    ...rules.cookies.flatMap((name) => foundToken('access', cookies[name], `cookie.${name}`)),
  ];
  const build = rules.buildOf(storage);
  return {
    build,
    active: firstAt(all, 'access', rules.sentFrom(build)),
    refresh: firstAt(all, 'refresh', rules.refreshOrder),
    all,
    user: userIn(rules, entries),
  };
}

export interface NewTokens {
  access: string;
  refresh: string | null;
}

export interface StorageWrites {
  entries: [key: string, value: string][];
  /** a whole `document.cookie` assignment */
  cookie: string | null;
}

/** From `iat` to `exp`, in s as text; null where the token does not say. */
function lifetimeOf(token: string): string | null {
  const decoded = decodeToken(token);
  if (decoded.kind !== 'jws') return null;
  const issuedAt = claimTime(decoded.claims, 'iat');
  const expiresAt = claimTime(decoded.claims, 'exp');
  return issuedAt === null || expiresAt === null ? null : String((expiresAt - issuedAt) / 1000);
}

/**
 * What has to be written after a refresh so that the build goes on with the new tokens: every key
 * it reads, the copies nested in JSON, its own issued-at (s, from `nowMs`) and its cookie.
 */
export function writesAfterRefresh(
  rules: StorageRules,
  storage: PageStorage,
  tokens: NewTokens,
  nowMs: number,
): StorageWrites {
  const build = rules.buildOf(storage);
  const values = new Map<string, string>();
  const write = ({ key, path, builds }: StorageSpot, value: string | null) => {
    const stored = values.get(key) ?? storage.entries[key];
    const isWritten = stored !== undefined || rules.isWritten(build, key);
    if (value === null || !builds.includes(build) || !isWritten) return;
    if (path.length === 0) values.set(key, value);
    else if (stored !== undefined && typeof storedAt(stored, path) === 'string')
      values.set(key, JSON.stringify(withValueAt(readJson(stored), path, value)));
  };
  for (const place of rules.places) write(place, tokens[place.role]);
  for (const spot of rules.lifetimes) write(spot, lifetimeOf(tokens.access));
  const keepsIssuedAt =
    rules.issuedAtKey in storage.entries || rules.isWritten(build, rules.issuedAtKey);
  if (keepsIssuedAt) values.set(rules.issuedAtKey, String(Math.floor(nowMs / 1000)));
  const { name, attributes, builds } = rules.cookie;
  const keepsCookie = builds.includes(build) || name in storage.cookies;
  return {
    entries: [...values],
    cookie: keepsCookie ? `${name}=${tokens.access}; ${attributes}` : null,
  };
}
