import {
  type Build,
  type PageStorage,
  placeName,
  type StorageRules,
  type StorageSpot,
} from './token-storage.ts';

/**
 * What lies in a key: a token, the lifetime (s, as text) or the local time of issue (s) that a build
 * keeps beside it, JSON that names who is signed in (`user`), or a plain word that does
 * (`identity`), the generation of tokens by which the app goes (`version`).
 */
export type StoredRole =
  | 'access'
  | 'refresh'
  | 'lifetime'
  | 'issued-at'
  | 'user'
  | 'identity'
  | 'version';

/** All that is known of one key of localStorage (or something inside its JSON), or of one cookie. */
export interface StoredRow extends StorageSpot {
  area: 'localStorage' | 'cookie';
  role: StoredRole;
  /** builds that look here for the token they send, in the order of the rows */
  sentBy: readonly Build[];
  /** the lowest that is there holds the refresh token to use; null for every other row */
  refreshRank: number | null;
  /** builds whose refresh writes it even where it is absent */
  written: readonly Build[];
  /** the build that is known by it */
  marks: Build | null;
}

/** What must be said of a token, for without it no token is found there: [] or null where so. */
type Needed<Role extends StoredRole> = Role extends 'access'
  ? Pick<StoredRow, 'sentBy'>
  : Role extends 'refresh'
    ? Pick<StoredRow, 'refreshRank'>
    : unknown;
type More<Role extends StoredRole> = Needed<Role> &
  Partial<Omit<StoredRow, 'key' | 'role' | 'builds'>>;

/** A row with what it has beyond its key, its role and the builds that read or update it. */
/* @__NO_SIDE_EFFECTS__ */
export function stored<Role extends StoredRole>(
  key: string,
  role: Role,
  builds: readonly Build[],
  ...[more]: unknown extends Needed<Role> ? [More<Role>?] : [More<Role>]
): StoredRow {
  return {
    area: 'localStorage',
    key,
    path: [],
    role,
    builds,
    sentBy: [],
    refreshRank: null,
    written: [],
    marks: null,
    ...more,
  };
}

/** As a place is named: `localStorage.user`, `cookie.token`. */
function nameOf(row: StoredRow): string {
  return row.area === 'cookie' ? `cookie.${row.key}` : placeName(row);
}

/** What the rows do not say. */
export interface BesideRows {
  /** the word of the version key for tokens that can be refreshed */
  refreshableVersion: string;
  /** attributes of the cookies that a build keeps in step with its token */
  cookieAttributes: string;
  /** which build is running, where several have left their keys */
  buildOf(storage: PageStorage, marked: ReadonlySet<Build>): Build;
}

function isThere({ area, key }: StoredRow, { entries, cookies }: PageStorage): boolean {
  return key in (area === 'cookie' ? cookies : entries);
}

/** Every list that reading and writing of a page's storage go by, from the rows alone. */
/* @__NO_SIDE_EFFECTS__ */
export function storageRules(rows: readonly StoredRow[], beside: BesideRows): StorageRules {
  const { refreshableVersion, cookieAttributes, buildOf } = beside;
  const inStorage = rows.filter(({ area }) => area === 'localStorage');
  const cookies = rows.filter(({ area }) => area === 'cookie');
  const ofRole = (wanted: StoredRole) => inStorage.filter(({ role }) => role === wanted);
  const keysOf = (found: readonly StoredRow[]) => [...new Set(found.map(({ key }) => key))];
  const kept = cookies.filter(({ written }) => written.length > 0);
  return {
    places: inStorage.flatMap((row) =>
      row.role === 'access' || row.role === 'refresh' ? [{ ...row, role: row.role }] : [],
    ),
    lifetimes: ofRole('lifetime'),
    cookies: keysOf(cookies),
    keys: keysOf(inStorage),
    users: ofRole('user'),
    identityKeys: keysOf(ofRole('identity')),
    readersOf: (place) => rows.find((row) => nameOf(row) === place)?.builds ?? [],
    sentFrom: (build) => rows.filter(({ sentBy }) => sentBy.includes(build)).map(nameOf),
    refreshOrder: rows
      .filter(({ refreshRank }) => refreshRank !== null)
      .sort((a, b) => Number(a.refreshRank) - Number(b.refreshRank))
      .map(nameOf),
    isWritten: (build, key) =>
      inStorage.some((row) => row.key === key && row.written.includes(build)),
    version: { key: ofRole('version')[0]?.key ?? '', refreshable: refreshableVersion },
    issuedAtKey: ofRole('issued-at')[0]?.key ?? '',
    cookie: {
      name: kept[0]?.key ?? '',
      attributes: cookieAttributes,
      builds: kept[0]?.written ?? [],
    },
    buildOf: (storage) => {
      const there = rows.filter((row) => isThere(row, storage));
      return buildOf(storage, new Set(there.flatMap(({ marks }) => marks ?? [])));
    },
  };
}
