import { compareLegIds } from '../recording/leg-ids.ts';
import type { RequestFacts } from '../recording/request.ts';
import type { SeenStorage } from '../recording/seen-storage.ts';
import type { SocketUse } from '../recording/sockets.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import type { TokenRole } from '../service/token-storage.ts';
import { type Issuance, type Sighting, spentRefreshToken } from './credentials.ts';

const REQUEST = 0;
const SOCKET = 1;
const STORAGE = 2;

/** A token that was seen somewhere, and in what role. */
export interface Note {
  token: string;
  role: TokenRole;
  sighting: Sighting;
  /** what was seen at one time stands in the order of these */
  source: typeof REQUEST | typeof SOCKET | typeof STORAGE;
  startedAt: number;
  id: string;
  place: number;
  /** what kind of answer brought it */
  issuedIn: Issuance['kind'] | null;
}

/** The tokens of a request whose answer hands some out, as far as it did. */
export interface IssuingAnswer {
  request: RequestFacts;
  at: number;
  kind: Issuance['kind'];
  tokens: readonly string[];
  spent: string | null;
}

function gap(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

export function inOrderOfSight(a: Note, b: Note): number {
  return gap(a.sighting.at, b.sighting.at) || inOrderOfSource(a, b);
}

export function inOrderOfSource(a: Note, b: Note): number {
  return (
    a.source - b.source ||
    gap(a.startedAt, b.startedAt) ||
    compareLegIds(a.id, b.id) ||
    a.place - b.place
  );
}

interface RequestNotes {
  notes: readonly Note[];
  answer: IssuingAnswer | null;
}

/** The tokens that a request sent and its answer brought. */
export function notesOfRequest(request: RequestFacts, profile: ServiceProfile): RequestNotes {
  const { id, credential, route, status, body, sentAt, startedAt, endedAt } = request;
  const notes: Note[] = [];
  const note = (token: string, role: TokenRole, sighting: Sighting, issuedIn: Note['issuedIn']) =>
    notes.push({
      token,
      role,
      sighting,
      source: REQUEST,
      startedAt: startedAt ?? Number.POSITIVE_INFINITY,
      id,
      place: notes.length,
      issuedIn,
    });
  const usedAt = sentAt ?? startedAt;
  if (credential.kind === 'token' && usedAt !== null) {
    const sighting = { at: usedAt, place: 'authorization', how: 'sent', request: id } as const;
    note(credential.token, 'access', sighting, null);
  }
  const isIssuing = route.kind === 'login' || route.kind === 'register' || route.kind === 'refresh';
  const at = endedAt ?? startedAt;
  if (!isIssuing || at === null) return { notes, answer: null };
  const spent = route.kind === 'refresh' ? spentRefreshToken(request) : null;
  if (spent) {
    const place = 'body.refreshToken';
    note(spent, 'refresh', { at: sentAt ?? at, place, how: 'sent', request: id }, null);
  }
  if (status === null || status >= 300) return { notes, answer: null };
  const kind = route.kind === 'refresh' ? 'refresh' : 'login';
  const text = body.kind === 'text' ? body.text : '';
  const found = profile.tokensInAnswer(route, text);
  for (const { token, role, place } of found)
    note(token, role, { at, place, how: 'answered', request: id }, kind);
  const tokens = found.map(({ token }) => token);
  return { notes, answer: { request, at, kind, tokens, spent: spent || null } };
}

/** The token of a socket; what only the page told of is none. */
export function notesOfUse({ id, token, at, fromPage }: SocketUse): Note[] {
  if (!token || fromPage === 'all') return [];
  const sighting = { at, place: 'socket.authenticate', how: 'socket' } as const;
  return [
    {
      token,
      role: 'access',
      sighting,
      source: SOCKET,
      startedAt: at,
      id,
      place: 0,
      issuedIn: null,
    },
  ];
}

/** The tokens that lay in storage. */
export function notesOfStorage({ id, at, reading }: SeenStorage): Note[] {
  return reading.all.map(({ token, role, place }, index) => ({
    token,
    role,
    sighting: { at, place, how: 'stored' },
    source: STORAGE,
    startedAt: at,
    id,
    place: index,
    issuedIn: null,
  }));
}
