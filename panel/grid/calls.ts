import type { Requester } from '../../src/core/language/stable-words.ts';
import { placeOfFrame, senderOf } from '../../src/core/recording/initiator.ts';
import { identity } from '../../src/core/token/claims.ts';
import { fingerprint } from '../../src/core/token/fingerprint.ts';
import { type CallEntry, decodedOf, tokenOf } from '../../src/core/verdict/entry.ts';

const urlOf = (entry: CallEntry) => (entry.kind === 'socket' ? entry.use.url : entry.request.url);

function urlPartsOf(entry: CallEntry): Pick<URL, 'host' | 'pathname' | 'search'> {
  const url = urlOf(entry);
  return URL.canParse(url) ? new URL(url) : { host: '', pathname: url, search: '' };
}

export function hostOf(entry: CallEntry): string {
  return urlPartsOf(entry).host;
}

/** With its query. */
export function pathWithQuery(entry: CallEntry): string {
  const { pathname, search } = urlPartsOf(entry);
  return `${pathname}${search}`;
}

export function methodOf(entry: CallEntry): string {
  return entry.kind === 'socket' ? 'WS' : entry.request.method;
}

/** ms from its start to the end of the answer; null while that is awaited */
export function durationOf(entry: CallEntry): number | null {
  const [from, to] =
    entry.kind === 'socket'
      ? [entry.use.at, entry.use.answer?.at ?? null]
      : [entry.request.startedAt, entry.request.endedAt];
  return from === null || to === null ? null : Math.max(0, to - from);
}

export function fingerprintOf(entry: CallEntry): string | null {
  const token = tokenOf(entry);
  return token === null ? null : fingerprint(token);
}

/** For whom the token speaks. */
export function userOf(entry: CallEntry): string | null {
  const decoded = decodedOf(entry);
  return decoded?.kind === 'jws' ? identity(decoded.claims) : null;
}

export function requesterOf(entry: CallEntry): Requester {
  return entry.kind === 'socket' ? 'app' : entry.request.by;
}

/** The place of the code that sent it; else who did. */
export function senderNameOf(entry: CallEntry): string {
  const frame = entry.kind === 'request' ? senderOf(entry.request.initiator) : null;
  return frame ? placeOfFrame(frame) : requesterOf(entry);
}
