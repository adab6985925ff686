import { bareToken, isPlaceholder } from '../token/authorization.ts';
import { UUID } from '../token/claims.ts';
import { textOf } from '../token/json.ts';
import {
  type PageStorage,
  placeName,
  type StorageRules,
  storedAt,
  userAt,
} from './token-storage.ts';

/** A word like “undefined” where a token should lie. */
export interface StoredPlaceholder {
  place: string;
  word: string;
}

function wordAt(place: string, value: unknown): StoredPlaceholder[] {
  if (typeof value !== 'string') return [];
  const { token } = bareToken(value);
  // An emptied key is how some builds clear it.
  return token !== '' && isPlaceholder(token) ? [{ place, word: token }] : [];
}

/** Every place for a token that holds what JavaScript prints for a missing one. */
export function storedPlaceholders(
  rules: StorageRules,
  { entries, cookies }: PageStorage,
): StoredPlaceholder[] {
  return [
    ...rules.places.flatMap((place) => {
      const stored = entries[place.key];
      return stored === undefined ? [] : wordAt(placeName(place), storedAt(stored, place.path));
    }),
    ...rules.cookies.flatMap((name) => wordAt(`cookie.${name}`, cookies[name])),
  ];
}

/** Who is signed in by one of the keys beside the tokens. */
export interface StoredUser {
  place: string;
  email: string | null;
  /** as the token's `sub`; never the service's own id, which is another number */
  subject: string | null;
}

function userOf(place: string, email: unknown, uid: unknown): StoredUser[] {
  const subject = textOf(uid);
  const user = {
    place,
    email: textOf(email),
    subject: subject !== null && !UUID.test(subject) ? subject : null,
  };
  return user.email === null && user.subject === null ? [] : [user];
}

/** What every key beside the tokens says of who is signed in. */
export function storedUsers(rules: StorageRules, { entries }: PageStorage): StoredUser[] {
  return [
    ...rules.users.flatMap((spot) => {
      const { email, uid } = userAt(entries, spot);
      return userOf(placeName(spot), email, uid);
    }),
    ...rules.identityKeys.flatMap((key) => {
      const text = entries[key];
      const place = placeName({ key, path: [] });
      return text?.includes('@') ? userOf(place, text, null) : userOf(place, null, text);
    }),
  ];
}
