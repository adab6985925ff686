import type { FaultObservation } from '../recording/observation.ts';
import type { Recorded } from '../recording/recorded.ts';
import type { RequestFacts } from '../recording/request.ts';
import type { SocketUse } from '../recording/sockets.ts';
import { isWitnessed } from '../recording/witness.ts';

/** One use of a credential; of what is not read here sockets know nothing. */
export type CredentialUse = RequestFacts | SocketUse;

const isSocket = (use: CredentialUse): use is SocketUse => 'socket' in use;
const channelOf = (use: CredentialUse) => (isSocket(use) ? 'socket' : 'request');
/** ms */
const sentAtOf = (use: CredentialUse) => (isSocket(use) ? use.at : use.sentAt);
const statusOf = (use: CredentialUse) => (isSocket(use) ? null : use.status);
const isApps = (use: CredentialUse) => isSocket(use) || use.by === 'app';
const isWorkers = (use: CredentialUse) => !isSocket(use) && use.byWorker;
/** False where no source could read the headers. */
const areHeadersRead = (use: CredentialUse) => isSocket(use) || use.requestHeaders !== null;

function isOver(use: CredentialUse): boolean {
  return isSocket(use) ? use.answer !== null : use.state !== 'pending';
}

/** The service does not look at what it carries. */
function ignoresCredential(use: CredentialUse): boolean {
  return !isSocket(use) && use.route.ignoresCredential;
}

/** All that was sent and that the browser saw leave, by time. */
export function credentialUses(recording: Recorded): CredentialUse[] {
  const sockets = recording.socketUses().filter(({ fromPage }) => fromPage !== 'all');
  return [...recording.requests().filter(isWitnessed), ...sockets].sort(
    (a, b) => (sentAtOf(a) ?? Infinity) - (sentAtOf(b) ?? Infinity),
  );
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
  lapse: Record<ReturnType<typeof channelOf>, number>;
}

const callName = ({ method, url }: CredentialUse) => `${method} ${url.split('?', 1)[0]}`;

function carries({ credential }: CredentialUse, token: string): boolean {
  return credential.kind === 'token' && credential.token === token;
}

/** Without its quotes, as a credential is read. */
const bareOf = (token: string) => token.replace(/^"(.*)"$/s, '$1');

/** Whether it looks as the fault leaves it; what cannot be read is believed. */
function looksTouched(use: CredentialUse, { fault, leaves, bare }: Known): boolean {
  const { credential } = use;
  const status = statusOf(use);
  const headersRead = areHeadersRead(use);
  if (ignoresCredential(use) && leaves !== null && OF_CREDENTIAL.has(leaves)) return false;
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
      return isOver(use) && status === null;
    case 'answered':
      return status === fault.status;
    case 'late':
      // What the service refuses in the end, it refuses for its own reasons.
      return status === null || status < 400;
  }
}

function isInScope(use: CredentialUse, { fault, pattern }: Known): boolean {
  const { url, until, from } = fault;
  const at = sentAtOf(use) ?? Number.NaN;
  return (
    at >= from &&
    (until === null || at <= until) &&
    (url === null || use.url.includes(url)) &&
    (pattern === null || pattern.test(use.url)) &&
    (!fault.method || fault.method === use.method)
  );
}

/** What a storage fault left behind is its doing until the app is seen to send something else. */
function isKeptOn(use: CredentialUse, { fault, lapse, leaves }: Known): boolean {
  const at = sentAtOf(use) ?? Number.NaN;
  const until = leaves === 'no-token' ? (fault.until ?? Infinity) : lapse[channelOf(use)];
  return at >= fault.from && at <= until;
}

function isTouched(use: CredentialUse, known: Known): boolean {
  // Of a fault that answers in the page itself, the browser has no witness either.
  if (use.fromPage === 'all' && known.leaves !== 'answered') return false;
  switch (known.way) {
    case 'storage':
      return isKeptOn(use, known) && looksTouched(use, known);
    case 'rules':
      // Rules are for one tab; a worker's requests belong to none.
      return !isWorkers(use) && isInScope(use, known) && looksTouched(use, known);
    case 'page-hook':
      return isApps(use) && !isWorkers(use) && isInScope(use, known) && looksTouched(use, known);
  }
}

function lapseOf(fault: FaultObservation, uses: readonly CredentialUse[], channel: string): number {
  const { until, token } = fault;
  if (until === null) return Infinity;
  const other = uses.find(
    (use) =>
      channelOf(use) === channel &&
      (sentAtOf(use) ?? -Infinity) > until &&
      isApps(use) &&
      use.credential.kind === 'token' &&
      use.credential.token !== bareOf(token ?? ''),
  );
  return (other && sentAtOf(other)) ?? Infinity;
}

/** An observation that does not say how it works is of storage if it put a token somewhere. */
function known(
  fault: FaultObservation,
  faults: readonly FaultObservation[],
  uses: readonly CredentialUse[],
): Known {
  const way = fault.way ?? (fault.token === null ? 'rules' : 'storage');
  const leaves = fault.leaves ?? (fault.token === null ? null : 'token');
  const isByFault = (at: number) =>
    faults.some(({ from, until }) => at >= from && (until === null || at <= until));
  const before = uses.filter((use) => {
    const sentAt = sentAtOf(use);
    return (
      sentAt !== null &&
      sentAt < fault.from &&
      areHeadersRead(use) &&
      use.credential.kind === 'absent' &&
      !isByFault(sentAt)
    );
  });
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
  uses: () => readonly CredentialUse[],
): (use: CredentialUse) => FaultObservation | null {
  if (faults.length === 0) return () => null;
  const seen = uses();
  const all = faults.map((fault) => known(fault, faults, seen));
  return (use) => all.find((it) => isTouched(use, it))?.fault ?? null;
}
