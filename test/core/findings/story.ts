import { createHash } from 'node:crypto';
import { readFindings } from '../../../src/core/findings/findings.ts';
import type { FindingCode } from '../../../src/core/language/stable-words.ts';
import type {
  ActLeg,
  DocumentObservation,
  FaultObservation,
  HarLeg,
  Observation,
  SocketObservation,
  StorageObservation,
  WebLeg,
} from '../../../src/core/recording/observation.ts';
import { Recording } from '../../../src/core/recording/recording.ts';
import { type Analysis, analyse } from '../../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { inEnglish } from '../language/in-english.ts';
import { handshake, har, NOON_MS, POLL, REFUSED, type Told, web } from '../recording/legs.ts';
import { v1Token, v2Token } from '../token/tokens.ts';

/** Short words for what happened; every `at` is in s since noon. */
export const NOON_S = NOON_MS / 1000;
export const API = 'https://api.futureguide.id';
export const REFRESH = `${API}/api/auth/v2/refresh`;
const APP = 'https://futureguide.id';
const SOCKET = 'wss://api.futureguide.id/socket.io/?EIO=4&transport=websocket';
export const BUDI = { sub: 'budiUid00000000000000000000x', email: 'budi@siswa.example' };
export const refreshToken = (name: string) => `AMf-${name}-${'r'.repeat(24)}`;

let lastId = 0;
const nextId = (kind: string) => {
  lastId += 1;
  return `${kind}-${lastId}`;
};

const ms = (at: number) => NOON_MS + Math.round(at * 1000);

/** No two tokens have one signature; the same token has it again. */
function signed(token: string): string {
  const content = token.slice(0, token.lastIndexOf('.'));
  return `${content}.${createHash('sha256').update(content).digest('base64url')}`;
}

/** A token of Auth V2 that ends in so many s. */
export function ending(atS: number, more: Record<string, unknown> = {}, lifetime = 3600): string {
  return signed(v2Token(NOON_S + atS - lifetime, lifetime, more));
}

export function v1Ending(atS: number): string {
  return signed(v1Token(NOON_S + atS - 604_800));
}

type Call = Omit<Told, 'at'> & { refused?: boolean };

/** An API call with a token; `refused` for the gateway's INVALID_TOKEN. */
export function call(at: number, token: string | null, path = POLL, more: Call = {}): HarLeg {
  const { refused, ...told } = more;
  return har({
    url: path.startsWith('/') ? API + path : path,
    authorization: token === null ? null : `Bearer ${token}`,
    ...(refused ? { status: 401, body: REFUSED } : {}),
    ...told,
    at: at * 1000,
  });
}

export function login(at: number, token: string, refresh = refreshToken('r1')): HarLeg {
  const body = JSON.stringify({
    success: true,
    data: { idToken: token, refreshToken: refresh, expiresIn: '3600' },
  });
  return call(at, null, '/api/auth/v2/login', { method: 'POST', body });
}

export function logout(at: number, token: string, more: Call = {}): HarLeg {
  return call(at, token, '/api/auth/v2/logout', { method: 'POST', ...more });
}

interface Refreshed extends Call {
  /** the token it brought */
  to?: string;
  spent?: string;
  brings?: string;
}

export function refresh(at: number, { to, spent, brings, ...more }: Refreshed = {}): HarLeg {
  const data = { idToken: to, refreshToken: brings ?? refreshToken('r2'), expiresIn: '3600' };
  const body = to === undefined ? undefined : JSON.stringify({ success: true, data });
  return call(at, null, '/api/auth/v2/refresh', {
    method: 'POST',
    requestBody: JSON.stringify({ refreshToken: spent ?? refreshToken('r1') }),
    ...(body === undefined ? {} : { body }),
    ...more,
  });
}

/** A refresh that another tab of the same storage sent, as the browser alone tells of it. */
export function inOtherTab(at: number, status = 200): WebLeg {
  const told = { at: at * 1000, url: REFRESH, method: 'POST', status };
  return web(told, { byOtherTab: true, endedAt: ms(at) + 900 });
}

/** Says that the request that began then was the debugger's. */
export function byDebugger(leg: HarLeg): ActLeg {
  const { method, url, startedAt } = leg;
  return { kind: 'act', id: nextId('act'), method, url, startedAt, act: 'refresh' };
}

export function stored(
  at: number,
  entries: Record<string, string>,
  cookies: Record<string, string> = {},
): StorageObservation {
  return { kind: 'storage', id: nextId('st'), at: ms(at), origin: APP, entries, cookies };
}

export function page(at: number, path = '/dashboard'): DocumentObservation {
  return { kind: 'document', id: nextId('doc'), at: ms(at), url: APP + path, from: 'load' };
}

export function fault(
  from: number,
  until: number | null,
  more: Partial<FaultObservation> = {},
): FaultObservation {
  return {
    kind: 'fault',
    id: nextId('fault'),
    name: 'break',
    url: null,
    token: null,
    from: ms(from),
    until: until === null ? null : ms(until),
    ...more,
  };
}

/** A life sign or a socket.io event of a socket. */
export function socket(
  at: number,
  event: SocketObservation['event'],
  said: [name: string, payload: unknown] | null = null,
  name = 'socket-1',
): SocketObservation {
  const data = said === null ? '' : `42${JSON.stringify(said)}`;
  return { kind: 'socket', id: nextId('so'), socket: name, url: SOCKET, at: ms(at), event, data };
}

export function authenticate(at: number, token: string, more = {}, name = 'socket-1') {
  return socket(at, 'send', ['authenticate', { token, ...more }], name);
}

export function authenticated(at: number, name = 'socket-1') {
  return socket(at, 'receive', ['authenticated', { success: true }], name);
}

export function read(...observations: Observation[]): Analysis {
  const recording = new Recording(futureGuide);
  const [first] = observations.filter(({ kind }) => kind === 'socket');
  if (first?.kind === 'socket') recording.add(handshake(first.url, first.at));
  for (const observation of observations) recording.add(observation);
  return analyse(recording);
}

export function codes(...observations: Observation[]): FindingCode[] {
  return readFindings(read(...observations)).map(({ code }) => code);
}

/** The one finding of a code; a test that asks for it wants it there. */
export function finding(code: FindingCode, ...observations: Observation[]) {
  const all = readFindings(read(...observations));
  const found = all.find((one) => one.code === code);
  if (!found) throw new Error(`${code} is not among ${all.map((one) => one.code).join(', ')}`);
  return inEnglish(found);
}

export type Labelled = [label: string, story: Observation[]];
