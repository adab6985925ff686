import type { Language } from '../language/language.ts';
import { type CallFrame, scriptUrl } from '../recording/initiator.ts';
import type { RequestFacts } from '../recording/request.ts';
import { socketKey } from '../recording/sockets.ts';
import { instant, type Show, seconds } from '../redaction/shown.ts';
import type { Analysis } from '../verdict/analysis.ts';
import type { CauseVerdict, Evidence } from '../verdict/causes/rule.ts';
import type { RequestEntry, SocketEntry } from '../verdict/entry.ts';
import type {
  ReportEvidence,
  ReportInitiator,
  ReportRequest,
  ReportSocket,
} from './report-schema.ts';

/** Numbers of this size are ms since the epoch; nothing else that is measured here is as large. */
const INSTANT_FROM = 100_000_000_000;

function shownValue(value: string | number | null, show: Show): ReportEvidence['values'][string] {
  if (typeof value === 'string') return show(value);
  if (value === null || value < INSTANT_FROM) return seconds(value);
  const date = instant(value);
  return date && show(date);
}

export function shownEvidence(
  { id, said, values, request }: Evidence,
  show: Show,
  { tell }: Language,
): ReportEvidence {
  const shown: ReportEvidence = {
    id: show(id),
    text: show(tell(said)),
    values: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [show(name), shownValue(value, show)]),
    ),
  };
  if (request !== undefined) shown.request = show(request);
  return shown;
}

function note(row: ReportRequest | ReportSocket, refusal: CauseVerdict | null): void {
  if (!refusal) return;
  row.cause = refusal.cause;
  row.certainty = refusal.certainty;
}

function initiatorOf(frame: CallFrame, show: Show): ReportInitiator {
  const { functionName, line, column } = frame;
  return { function: show(functionName), url: show(scriptUrl(frame)), line, column };
}

export function shownRequest(judged: RequestEntry, show: Show, language: Language): ReportRequest {
  const { facts: request, sending, verdict } = judged;
  const { validity, secondsLeft, outcome, flags, error, refusal } = verdict;
  const row: ReportRequest = {
    id: show(request.id),
    method: show(request.method),
    url: show(request.url),
    startedAt: instant(request.startedAt),
    sentAt: instant(request.sentAt),
    status: request.status,
    validity,
    secondsLeft: seconds(secondsLeft),
    outcome,
    evidence: refusal?.evidence.map((one) => shownEvidence(one, show, language)) ?? [],
    flags: [...flags],
    by: request.by,
  };
  if (sending.record) row.credential = show(sending.record.id);
  if (error?.code) row.code = show(error.code);
  note(row, refusal);
  if (sending.fault) row.fault = show(sending.fault.name);
  if (request.fromWorker !== 'nothing') row.via = 'service-worker';
  if (request.fromPage === 'all' && !sending.fault) row.told = 'page';
  if (sending.sender) row.initiator = initiatorOf(sending.sender, show);
  if (request.foreign) row.foreign = true;
  if (request.twin !== null) row.twin = show(request.twin);
  return row;
}

interface SocketLife {
  openedAt: number | null;
  closedAt: number | null;
  /** the request that carried it, the WebSocket's where it was upgraded to one */
  carrier: string;
}

/** When a WebSocket's entry ended; of one that ends before its last message only the handshake is known. */
function closedAtOf({ socketMessages, state, endedAt }: RequestFacts): number | null {
  const last = socketMessages.at(-1);
  if (!last || state === 'pending' || endedAt === null) return null;
  return endedAt < last.at ? null : endedAt;
}

/** When each socket began and ended, by the requests that carried it. */
function socketSpans({ recording }: Analysis): Map<string, SocketLife> {
  const spans = new Map<string, SocketLife>();
  for (const request of recording.requests()) {
    const { id, url, route, startedAt, socketMessages } = request;
    if (route.kind !== 'socket') continue;
    const isWebSocket = /^wss?:/i.test(url) || socketMessages.length > 0;
    const closedAt = closedAtOf(request);
    for (const key of [id, socketKey(url, id), url]) {
      const span = spans.get(key);
      if (!span) spans.set(key, { openedAt: startedAt, closedAt, carrier: id });
      else if (isWebSocket) Object.assign(span, { closedAt, carrier: id });
    }
  }
  return spans;
}

function shownSocket(
  judged: SocketEntry,
  span: Pick<SocketLife, 'openedAt' | 'closedAt'>,
  show: Show,
): ReportSocket {
  const { facts: use, sending, verdict } = judged;
  const { validity, secondsLeft, outcome, flags, refusal } = verdict;
  const row: ReportSocket = {
    id: show(use.id),
    url: show(use.url),
    openedAt: instant(span.openedAt),
    validity,
    secondsLeft: seconds(secondsLeft),
    outcome,
    flags: [...flags],
  };
  const authenticatedAt = instant(use.answer?.accepted ? use.answer.at : null);
  const closedAt = instant(span.closedAt);
  if (authenticatedAt) row.authenticatedAt = authenticatedAt;
  if (closedAt) row.closedAt = closedAt;
  if (sending.record) row.credential = show(sending.record.id);
  note(row, refusal);
  if (use.answer?.message) row.message = show(use.answer.message);
  return row;
}

/** The sockets of a report, and which request carried each. */
export interface ShownSockets {
  sockets: ReportSocket[];
  /** by the socket's id */
  carriers: ReadonlyMap<string, string>;
}

export function shownSockets(analysis: Analysis, show: Show): ShownSockets {
  const carriers = new Map<string, string>();
  if (analysis.sockets.length === 0) return { sockets: [], carriers };
  const spans = socketSpans(analysis);
  const connections = new Map(
    analysis.recording.socketConnections().map((each) => [each.socket, each] as const),
  );
  const sockets = analysis.sockets.map((judged) => {
    const { id, socket, url } = judged.facts;
    const span = spans.get(socket) ?? spans.get(url);
    if (span) carriers.set(id, span.carrier);
    const connection = connections.get(socket);
    // The hook hears a socket live, and knows its end better than any entry.
    const closedAt = connection?.isLive ? connection.closedAt : (span?.closedAt ?? null);
    const from = connection?.isFromStart ? connection.openedAt : null;
    return shownSocket(judged, { openedAt: span?.openedAt ?? from, closedAt }, show);
  });
  return { sockets, carriers };
}
