import type { Entry, Log } from 'har-format';
import { aloneIn } from '../recording/merge.ts';
import type { HarLeg, SocketMessage } from '../recording/observation.ts';
import { type RequestFacts, readFacts } from '../recording/request.ts';
import { type SeenEvent, socketKey } from '../recording/sockets.ts';
import { Outlet } from '../redaction/outlet.ts';
import { type SecretSources, secretsOf } from '../redaction/secret-sources.ts';
import { seconds, textFilter } from '../redaction/shown.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import { harEntry } from './har-entry.ts';

/** A request with what is said of it. */
interface ExportedRequest {
  facts: RequestFacts;
  verdict: {
    validity: string;
    secondsLeft: number | null;
    outcome: string;
    flags: readonly string[];
    refusal: { cause: string; certainty: string } | null;
  };
}

/** What a HAR is made of. */
export interface HarSources extends SecretSources {
  profile: ServiceProfile;
  requests: readonly ExportedRequest[];
}

const COMMENT =
  'Redacted: tokens are without their signatures, people have numbers, secrets are masked, unknown parts of bodies are left out. No token in it can be used.';
/** HAR wants a date; nobody takes this one for when something happened (our reader: unknown). */
const UNKNOWN_DATE = '1969-12-31T23:59:59.999Z';
/** Engine.IO's message, and Socket.IO's packet in it. */
const EVENT_PACKET = '42';
const OTHER_PACKETS: Readonly<Record<string, string>> = { connect: '40', connect_error: '44' };

function eventFrame(name: string, payload: unknown): string {
  return `${EVENT_PACKET}${JSON.stringify(payload === undefined ? [name] : [name, payload])}`;
}

/** What was said on a socket, as frames; heartbeats and the like are not kept by a live recording. */
function frameOf({ name, payload, direction, at }: SeenEvent): SocketMessage {
  const other = OTHER_PACKETS[name];
  const said = payload === undefined ? '' : JSON.stringify(payload);
  const data = other === undefined ? eventFrame(name, payload) : other + said;
  return { direction, at, data };
}

const isWebSocket = ({ url }: RequestFacts) => /^wss?:/i.test(url);

/** A WebSocket of which the page's hook alone has told. */
function handshakeOf(
  { socket, url, at }: SeenEvent,
  profile: ServiceProfile,
  messages: SocketMessage[],
) {
  const leg: HarLeg = {
    kind: 'har',
    id: socket,
    method: 'GET',
    url,
    resourceType: 'websocket',
    file: null,
    startedAt: at,
    sentAt: at,
    respondedAt: null,
    endedAt: null,
    status: 101,
    error: null,
    fromCache: false,
    redirectUrl: null,
    requestHeaders: null,
    responseHeaders: [],
    requestBody: null,
    body: { kind: 'none' },
    answeredByWorker: false,
    foreign: false,
    initiator: [],
    socketMessages: messages,
  };
  return readFacts(socket, 0, aloneIn(leg), profile);
}

interface Frames {
  /** by the request that carried them */
  carried: ReadonlyMap<RequestFacts, SocketMessage[]>;
  /** sockets without a request of their own */
  others: RequestFacts[];
}

/** What the hook saw on sockets; the frames of a HAR are with their request already. */
function liveFrames({ recording, profile }: HarSources): Frames {
  const sockets = recording.requests().filter(isWebSocket);
  const carried = new Map<RequestFacts, SocketMessage[]>();
  const others = new Map<string, { first: SeenEvent; messages: SocketMessage[] }>();
  for (const event of recording.socketEvents()) {
    if (event.transport !== 'websocket') continue;
    const carrier = sockets.findLast(
      ({ id, url, startedAt }) =>
        socketKey(url, id) === event.socket ||
        (url === event.url && (startedAt ?? Infinity) <= event.at),
    );
    if (carrier?.socketMessages.length) continue;
    const other = others.get(event.socket) ?? { first: event, messages: [] };
    const messages = carrier ? (carried.get(carrier) ?? []) : other.messages;
    messages.push(frameOf(event));
    if (carrier) carried.set(carrier, messages);
    else others.set(event.socket, other);
  }
  return {
    carried,
    others: [...others.values()].map(({ first, messages }) =>
      handshakeOf(first, profile, messages),
    ),
  };
}

function entryOf(
  { facts: request, verdict }: ExportedRequest,
  frames: readonly SocketMessage[] | undefined,
  outlet: Outlet,
): Entry {
  const { validity, secondsLeft, outcome, flags, refusal } = verdict;
  const entry = harEntry(frames ? { ...request, socketMessages: [...frames] } : request, outlet);
  if (entry.startedDateTime === '') entry.startedDateTime = UNKNOWN_DATE;
  if (request.fromWorker !== 'nothing')
    Object.assign(entry.response, { _fetchedViaServiceWorker: true });
  const said = {
    id: request.id,
    validity,
    outcome,
    flags,
    by: request.by,
    secondsLeft: seconds(secondsLeft),
    cause: refusal?.cause ?? null,
    certainty: refusal?.certainty ?? null,
  };
  return Object.assign(entry, { _futureguide: said });
}

/** One after another, so that no more than one of them is held. */
function* entriesOf(
  requests: readonly ExportedRequest[],
  { carried, others }: Frames,
  outlet: Outlet,
): Generator<Entry> {
  for (const judged of requests) yield entryOf(judged, carried.get(judged.facts), outlet);
  for (const request of others) yield harEntry(request, outlet);
}

/** The way out for all that is exported of a recording, or of the files that were read into it. */
export function outletOf(sources: SecretSources): Outlet {
  return new Outlet(textFilter(secretsOf(sources)));
}

interface Tool {
  name: string;
  version: string;
}

/** Where the entries go in the JSON of a HAR; in a text of it, quotes would be escaped. */
const NO_ENTRIES = '"entries": []';
/** Each line of an entry stands so far in; in a text of it, line ends are escaped. */
const ENTRY_INDENT = '\n      ';

/**
 * The requests of a recording as HAR 1.2 that may be given away, piece by piece, for no text is as
 * long as a file may be; of all, or of those whose ids are wanted. What is judged from it alone comes
 * out the same, except where faults, storage or page changes decided: a HAR has none.
 */
export function* redactedHarPieces(
  sources: HarSources,
  tool: Tool,
  isWanted: (id: string) => boolean = () => true,
  outlet = outletOf(sources),
): Generator<string> {
  const frames = liveFrames(sources);
  // In the order in which they came, which shows where this computer's clock was set back.
  const wanted = sources.requests
    .filter(({ facts: request }) => isWanted(request.id))
    .sort((a, b) => a.facts.arrival - b.facts.arrival);
  const isWhole = wanted.every(({ facts: request }) => request.requestHeaders !== null);
  const log: Log = { version: '1.2', creator: { ...tool }, entries: [], comment: COMMENT };
  const frame = outlet.json({
    log: isWhole ? { ...log, _futureguide: { headers: 'all' } } : log,
  });
  if (wanted.length + frames.others.length === 0) {
    yield frame;
    return;
  }
  const [before = '', after = ''] = frame.split(NO_ENTRIES);
  yield `${before}"entries": [`;
  let comma = '';
  for (const entry of entriesOf(wanted, frames, outlet)) {
    yield `${comma}${ENTRY_INDENT}${outlet.json(entry).replaceAll('\n', ENTRY_INDENT)}`;
    comma = ',';
  }
  yield `\n    ]${after}`;
}

/** The same as one text. */
export function redactedHar(
  sources: HarSources,
  tool: Tool,
  isWanted?: (id: string) => boolean,
  outlet?: Outlet,
): string {
  return [...redactedHarPieces(sources, tool, isWanted, outlet)].join('');
}
