import type { Requester } from '../../src/core/language/stable-words.ts';
import { placeOfFrame, senderOf } from '../../src/core/recording/initiator.ts';
import { identity } from '../../src/core/token/claims.ts';
import { fingerprint } from '../../src/core/token/fingerprint.ts';
import { decodeToken } from '../../src/core/token/jwt.ts';
import type { RequestEntry, SocketEntry } from '../../src/core/verdict/log.ts';

/** A row that sent something. */
export type CallEntry = RequestEntry | SocketEntry;

/** What columns need of a request or a socket, whichever it is. */
export interface Call {
  method: string;
  host: string;
  /** with its query */
  path: string;
  /** ms from its start to the end of the answer; null while that is awaited */
  durationMs: number | null;
  token: string | null;
  fingerprint: string | null;
  /** for whom the token speaks */
  user: string | null;
  by: Requester;
  /** the place of the code that sent it; else who did */
  sender: string;
}

const calls = new WeakMap<object, Call>();

function placeOf(url: string): Pick<Call, 'host' | 'path'> {
  if (!URL.canParse(url)) return { host: '', path: url };
  const { host, pathname, search } = new URL(url);
  return { host, path: `${pathname}${search}` };
}

function between(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : Math.max(0, to - from);
}

function tokenFacts(token: string | null): Pick<Call, 'token' | 'fingerprint' | 'user'> {
  if (token === null) return { token, fingerprint: null, user: null };
  const decoded = decodeToken(token);
  const user = decoded.kind === 'jws' ? identity(decoded.claims) : null;
  return { token, fingerprint: fingerprint(token), user };
}

function readCall(entry: CallEntry): Call {
  if (entry.kind === 'socket') {
    const { url, token, at, answer } = entry.use;
    const durationMs = between(at, answer?.at ?? null);
    const by = 'app';
    return { method: 'WS', ...placeOf(url), durationMs, ...tokenFacts(token), by, sender: by };
  }
  const { url, method, credential, startedAt, endedAt, by } = entry.request;
  const token = credential.kind === 'token' ? credential.token : null;
  const durationMs = between(startedAt, endedAt);
  const frame = senderOf(entry.request.initiator);
  const sender = frame ? placeOfFrame(frame) : by;
  return { method, ...placeOf(url), durationMs, ...tokenFacts(token), by, sender };
}

/** Facts never change, so each is read once. */
export function callOf(entry: CallEntry): Call {
  const facts = entry.kind === 'request' ? entry.request : entry.use;
  const known = calls.get(facts);
  if (known) return known;
  const call = readCall(entry);
  calls.set(facts, call);
  return call;
}
