import { placeOfFrame } from '../../src/core/recording/initiator.ts';
import { identity } from '../../src/core/token/claims.ts';
import { fingerprint } from '../../src/core/token/fingerprint.ts';
import { type CallEntry, decodedOf, tokenOf } from '../../src/core/verdict/entry.ts';

function urlPartsOf({ facts: { url } }: CallEntry): Pick<URL, 'host' | 'pathname' | 'search'> {
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
  return entry.kind === 'socket' ? 'WS' : entry.facts.method;
}

/** ms from its start to the end of the answer; null while that is awaited */
export function durationOf(entry: CallEntry): number | null {
  const [from, to] =
    entry.kind === 'socket'
      ? [entry.facts.at, entry.facts.answer?.at ?? null]
      : [entry.facts.startedAt, entry.facts.endedAt];
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

/** The place of the code that sent it; else who did. */
export function senderNameOf(entry: CallEntry): string {
  const { sender, by } = entry.sending;
  return sender ? placeOfFrame(sender) : by;
}
