import type { Requester } from '../language/stable-words.ts';
import type { FaultObservation } from '../recording/observation.ts';
import type { Credential } from '../token/authorization.ts';

/** One use of a credential, as far as it shows whether a fault touched it. */
export interface Touchable {
  /** whether only the page told of it; the browser saw nothing leave */
  isMadeUp: boolean;
  channel: 'request' | 'socket';
  /** ms */
  sentAt: number | null;
  method: string;
  url: string;
  credential: Credential;
  /** false where no source could read the headers */
  headersRead: boolean;
  status: number | null;
  isOver: boolean;
  by: Requester;
  byWorker: boolean;
  /** the service does not look at what it carries */
  ignoresCredential: boolean;
}

type Left = NonNullable<FaultObservation['leaves']>;

/** These change nothing but the credential. */
const OF_CREDENTIAL: ReadonlySet<Left> = new Set([
  'token',
  'quoted-token',
  'no-token',
  'wrong-scheme',
]);

interface Known {
  fault: FaultObservation;
  way: NonNullable<FaultObservation['way']>;
  leaves: Left | null;
  pattern: RegExp | null;
  /** addresses that carried no credential before the fault was on: none of its doing later */
  bare: ReadonlySet<string>;
  /** ms; when each channel was seen to have let go of what a storage fault had put there */
  lapse: Record<Touchable['channel'], number>;
}

const callName = ({ method, url }: Touchable) => `${method} ${url.split('?', 1)[0]}`;

function carries({ credential }: Touchable, token: string): boolean {
  return credential.kind === 'token' && credential.token === token;
}

/** Without its quotes, as a credential is read. */
const bareOf = (token: string) => token.replace(/^"(.*)"$/s, '$1');

/** Whether it looks as the fault leaves it; what cannot be read is believed. */
function looksTouched(use: Touchable, { fault, leaves, bare }: Known): boolean {
  const { credential, status, isOver, headersRead } = use;
  if (use.ignoresCredential && leaves !== null && OF_CREDENTIAL.has(leaves)) return false;
  switch (leaves) {
    case null:
      return true;
    case 'token':
      return carries(use, fault.token ?? '');
    case 'quoted-token':
      return (
        credential.kind === 'token' &&
        credential.quoted &&
        credential.token === bareOf(fault.token ?? '')
      );
    case 'no-token':
      if (bare.has(callName(use))) return false;
      return !headersRead || credential.kind === 'absent' || credential.kind === 'placeholder';
    case 'wrong-scheme':
      return !headersRead || credential.kind === 'wrong-scheme';
    case 'blocked':
      return isOver && status === null;
    case 'answered':
      return status === fault.status;
    case 'late':
      // What the service refuses in the end, it refuses for its own reasons.
      return status === null || status < 400;
  }
}

function isInScope(use: Touchable, { fault, pattern }: Known): boolean {
  const { url, until, from } = fault;
  const at = use.sentAt ?? Number.NaN;
  return (
    at >= from &&
    (until === null || at <= until) &&
    (url === null || use.url.includes(url)) &&
    (pattern === null || pattern.test(use.url)) &&
    (!fault.method || fault.method === use.method)
  );
}

/** What a storage fault left behind is its doing until the app is seen to send something else. */
function isKeptOn(use: Touchable, { fault, lapse, leaves }: Known): boolean {
  const at = use.sentAt ?? Number.NaN;
  const until = leaves === 'no-token' ? (fault.until ?? Infinity) : lapse[use.channel];
  return at >= fault.from && at <= until;
}

function isTouched(use: Touchable, known: Known): boolean {
  // Of a fault that answers in the page itself, the browser has no witness either.
  if (use.isMadeUp && known.leaves !== 'answered') return false;
  switch (known.way) {
    case 'storage':
      return isKeptOn(use, known) && looksTouched(use, known);
    case 'rules':
      // Rules are for one tab; a worker's requests belong to none.
      return !use.byWorker && isInScope(use, known) && looksTouched(use, known);
    case 'page-hook':
      return use.by === 'app' && !use.byWorker && isInScope(use, known) && looksTouched(use, known);
  }
}

function lapseOf(fault: FaultObservation, uses: readonly Touchable[], channel: string): number {
  const { until, token } = fault;
  if (until === null) return Infinity;
  const other = uses.find(
    (use) =>
      use.channel === channel &&
      use.sentAt !== null &&
      use.sentAt > until &&
      use.by === 'app' &&
      use.credential.kind === 'token' &&
      use.credential.token !== bareOf(token ?? ''),
  );
  return other?.sentAt ?? Infinity;
}

/** An observation that does not say how it works is of storage if it put a token somewhere. */
function known(
  fault: FaultObservation,
  faults: readonly FaultObservation[],
  uses: readonly Touchable[],
): Known {
  const way = fault.way ?? (fault.token === null ? 'rules' : 'storage');
  const leaves = fault.leaves ?? (fault.token === null ? null : 'token');
  const isByFault = (at: number) =>
    faults.some(({ from, until }) => at >= from && (until === null || at <= until));
  const before = uses.filter(
    ({ sentAt, credential, headersRead }) =>
      sentAt !== null &&
      sentAt < fault.from &&
      headersRead &&
      credential.kind === 'absent' &&
      !isByFault(sentAt),
  );
  return {
    fault,
    way,
    leaves,
    pattern: fault.pattern === undefined ? null : new RegExp(fault.pattern),
    bare: new Set(leaves === 'no-token' ? before.map(callName) : []),
    lapse: {
      request: lapseOf(fault, uses, 'request'),
      socket: lapseOf(fault, uses, 'socket'),
    },
  };
}

/**
 * Tells which fault touched a sending. A fault is never taken for a real problem and never hides
 * one: what does not look as the fault leaves it was not touched by it.
 * @param uses everything that was sent, by time
 */
export function faultReader(
  faults: readonly FaultObservation[],
  uses: () => readonly Touchable[],
): (use: Touchable) => FaultObservation | null {
  if (faults.length === 0) return () => null;
  const seen = uses();
  const all = faults.map((fault) => known(fault, faults, seen));
  return (use) => all.find((it) => isTouched(use, it))?.fault ?? null;
}
