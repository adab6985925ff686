import type { Analysis } from './analysis.ts';
import type { RequestEntry, SocketEntry } from './entry.ts';

/** Whether a row is the page's side of a request whose other side is a row of its own. */
function isSecondSide({ facts: request }: RequestEntry): boolean {
  return request.twin !== null && request.fromWorker === 'all';
}

/**
 * What the app itself sent, each once, in order of start: neither what the debugger sent nor what
 * a fault touched says anything about the app.
 */
export function ownRequests({ requests }: Analysis): RequestEntry[] {
  return requests.filter(isOwn);
}

export function isOwn(judged: RequestEntry): boolean {
  return (
    judged.facts.by === 'app' &&
    judged.facts.method !== 'OPTIONS' &&
    judged.sending.fault === null &&
    !isSecondSide(judged)
  );
}

/** The refreshes among them, by the id of the request. */
export function refreshEntries(
  { chains }: Analysis,
  requests: readonly RequestEntry[],
): Map<string, RequestEntry> {
  const ids = new Set(chains.refreshes.map(({ request }) => request.id));
  if (ids.size === 0) return new Map();
  return new Map(
    requests.flatMap((judged) => (ids.has(judged.facts.id) ? [[judged.facts.id, judged]] : [])),
  );
}

/** What the app sent in other tabs of the same storage, as far as it concerns the session. */
export function requestsElsewhere({ requests }: Analysis): RequestEntry[] {
  return requests.filter(({ facts: request }) => request.by === 'another-tab');
}

/** What the user had this debugger send, without faults. */
export function requestsAsked({ requests }: Analysis): RequestEntry[] {
  return requests.filter(({ facts, sending }) => facts.by === 'debugger' && !sending.fault);
}

/** What the app itself sent over sockets. */
export function ownSockets({ sockets }: Analysis): SocketEntry[] {
  return sockets.filter(({ sending }) => sending.fault === null);
}

/**
 * Whether it carried a credential, or was refused for want of one. Where the file leaves headers
 * out, what needs one is taken to have carried it.
 */
export function isAuthenticated({ facts: request, sending, verdict }: RequestEntry): boolean {
  if (request.credential.kind !== 'absent' || verdict.flags.includes('invalid-token')) return true;
  if (!sending.headersRead) return sending.guarded;
  return verdict.outcome === 'rejected' && !request.route.ignoresCredential;
}

export type RefreshResult = 'pending' | 'redirected' | 'succeeded' | 'failed';

/** How a refresh ended; a redirection is only a way to the one that counts. */
export function refreshResult({ facts: request, verdict }: RequestEntry): RefreshResult {
  const { state, status } = request;
  // How one ended that nobody saw end is not known either.
  if (state === 'pending' || state === 'unseen') return 'pending';
  if (state === 'failed' || status === null || status >= 400 || verdict.error) return 'failed';
  return status >= 300 ? 'redirected' : 'succeeded';
}
