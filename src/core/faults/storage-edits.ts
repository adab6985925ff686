import {
  type PageStorage,
  placeName,
  readStorage,
  type StorageReading,
  type StorageRules,
  storedAt,
} from '../service/token-storage.ts';
import { bareToken } from '../token/authorization.ts';
import { claimTime } from '../token/claims.ts';
import { readJson, withValueAt } from '../token/json.ts';
import { decodeToken } from '../token/jwt.ts';
import type { StorageFault } from './fault.ts';
import { changedToken, forgedExpiry, type Put } from './forge.ts';

/** One value of the page's storage, before and after; null where there is none. */
export interface StorageEdit {
  area: 'localStorage' | 'cookie';
  key: string;
  before: string | null;
  after: string | null;
}

/** Why a fault has nothing to change. */
export type NoEdits = 'signed-out' | 'not-a-jwt' | 'no-such-copy' | 'storage-full';

export type EditPlan =
  | { kind: 'edits'; edits: StorageEdit[]; token: string | null; places: string[] }
  | { kind: 'unavailable'; reason: NoEdits };

/** The whole text with a token replaced; everything around it stays byte for byte. */
function inText(stored: string, put: Put): string | null {
  switch (put.kind) {
    case 'token':
      return stored.replace(bareToken(stored).token, () => put.token);
    case 'quotes':
      return bareToken(stored).quoted ? JSON.stringify(stored) : `"${stored}"`;
    case 'word':
      return put.word;
    case 'nothing':
      return null;
  }
}

/** The JSON with another value at a path; only that value's own characters change. */
function inJson(stored: string, path: readonly string[], put: Put): string {
  const value = storedAt(stored, path);
  const next = typeof value === 'string' ? inText(value, put) : null;
  const wanted = JSON.stringify(withValueAt(readJson(stored), path, next));
  const literal = JSON.stringify(value);
  for (let at = stored.indexOf(literal); at >= 0; at = stored.indexOf(literal, at + 1)) {
    const edited = stored.slice(0, at) + JSON.stringify(next) + stored.slice(at + literal.length);
    if (JSON.stringify(readJson(edited)) === wanted) return edited;
  }
  return wanted;
}

/** Every place in which this build looks for the token that it sends, or copies it from. */
export function ownPlaces(rules: StorageRules, { build, all }: StorageReading): string[] {
  const own = new Set([
    ...rules.places
      .filter(({ role, builds }) => role === 'access' && builds.includes(build))
      .map(placeName),
    ...rules.cookies
      .map((name) => `cookie.${name}`)
      .filter((place) => rules.readersOf(place).includes(build)),
  ]);
  return all.filter(({ role, place }) => role === 'access' && own.has(place)).map((t) => t.place);
}

/** What each of these places becomes, as one edit a key. */
export function editsAt(
  rules: StorageRules,
  { entries, cookies }: PageStorage,
  places: readonly string[],
  put: Put,
): StorageEdit[] {
  const values = new Map<string, string | null>();
  for (const place of rules.places) {
    const stored = values.get(place.key) ?? entries[place.key];
    if (stored === undefined || !places.includes(placeName(place))) continue;
    const { key, path } = place;
    values.set(key, path.length === 0 ? inText(stored, put) : inJson(stored, path, put));
  }
  return [
    ...[...values].map(([key, after]): StorageEdit => {
      return { area: 'localStorage', key, before: entries[key] ?? null, after };
    }),
    ...rules.cookies.flatMap((key): StorageEdit[] => {
      const before = cookies[key];
      if (before === undefined || !places.includes(`cookie.${key}`)) return [];
      return [{ area: 'cookie', key, before, after: inText(before, put) }];
    }),
  ];
}

/** A build that judges its token by its own issued-at hears of the same life there. */
function issuedAtEdit(
  rules: StorageRules,
  { entries }: PageStorage,
  token: string,
  expiryMs: number,
): StorageEdit[] {
  const key = rules.issuedAtKey;
  const before = entries[key];
  const decoded = decodeToken(token);
  const expiresAt = decoded.kind === 'jws' ? claimTime(decoded.claims, 'exp') : null;
  if (before === undefined || !/^\d+$/.test(before) || expiresAt === null) return [];
  const after = String(Number(before) + Math.round((expiryMs - expiresAt) / 1000));
  return [{ area: 'localStorage', key, before, after }];
}

function planAt(
  rules: StorageRules,
  storage: PageStorage,
  places: readonly string[],
  put: Put,
): EditPlan {
  const edits = editsAt(rules, storage, places, put).filter((edit) => edit.before !== edit.after);
  const token = put.kind === 'token' ? put.token : null;
  return { kind: 'edits', edits, token, places: [...places] };
}

/**
 * What a fault changes in a page's storage: the places from which this build takes its token,
 * nested copies and cookie too, and nothing else. Leftovers of other builds stay.
 * @param serverNowMs by the clock that will judge the token
 */
export function planEdits(
  rules: StorageRules,
  storage: PageStorage,
  fault: StorageFault,
  serverNowMs: number,
): EditPlan {
  const reading = readStorage(rules, storage);
  if (!reading.active) return { kind: 'unavailable', reason: 'signed-out' };
  const { token } = reading.active;
  const places = ownPlaces(rules, reading);
  if (fault.name === 'keep-old-token') return { kind: 'edits', edits: [], token, places };
  if (fault.name === 'stale-copy') {
    if (!reading.all.some(({ place, role }) => place === fault.place && role === 'access'))
      return { kind: 'unavailable', reason: 'no-such-copy' };
    return planAt(rules, storage, [fault.place], { kind: 'token', token: fault.token });
  }
  const put = changedToken(token, fault, serverNowMs);
  if (!put) return { kind: 'unavailable', reason: 'not-a-jwt' };
  const planned = planAt(rules, storage, places, put);
  const plan = put.kind === 'quotes' ? { ...planned, token } : planned;
  const expiryMs = forgedExpiry(fault, serverNowMs);
  if (expiryMs === null || plan.kind !== 'edits') return plan;
  return { ...plan, edits: [...plan.edits, ...issuedAtEdit(rules, storage, token, expiryMs)] };
}
