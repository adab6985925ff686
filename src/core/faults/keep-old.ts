import { type PageStorage, readStorage, type StorageRules } from '../service/token-storage.ts';
import { textClaim } from '../token/claims.ts';
import { decodeToken } from '../token/jwt.ts';
import { editsAt, ownPlaces, type StorageEdit } from './storage-edits.ts';

/** The token in each place of a build, when its refreshes ceased to be kept. */
export type TokensByPlace = Readonly<Record<string, string>>;

/** The tokens of a build's own places now. */
export function tokensByPlace(rules: StorageRules, storage: PageStorage): TokensByPlace {
  const reading = readStorage(rules, storage);
  const own = ownPlaces(rules, reading);
  return Object.fromEntries(
    reading.all
      .filter(({ role, place }) => role === 'access' && own.includes(place))
      .map(({ place, token }) => [place, token]),
  );
}

function subjectOf(token: string | undefined): string | null {
  const decoded = decodeToken(token ?? '');
  if (decoded.kind !== 'jws') return null;
  return textClaim(decoded.claims, 'sub') ?? textClaim(decoded.claims, 'id');
}

/**
 * What puts the old tokens back over those that a refresh has written. Another user's tokens and
 * an emptied storage are a login and a logout, which pass.
 */
export function holdBack(
  rules: StorageRules,
  storage: PageStorage,
  old: TokensByPlace,
): StorageEdit[] {
  const now = tokensByPlace(rules, storage);
  const changed = Object.keys(now).filter((place) => {
    const kept = old[place];
    return kept !== undefined && kept !== now[place] && subjectOf(kept) === subjectOf(now[place]);
  });
  return [...new Set(changed.map((place) => old[place] ?? ''))].flatMap((token) => {
    const places = changed.filter((place) => old[place] === token);
    return editsAt(rules, storage, places, { kind: 'token', token });
  });
}
