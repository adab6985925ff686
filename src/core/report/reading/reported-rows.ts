import type { ClockReading } from '../../clock/server-clock.ts';
import { type Said, said } from '../../language/language.ts';
import type { CallFrame } from '../../recording/initiator.ts';
import type { FaultObservation } from '../../recording/observation.ts';
import type { RequestFacts, RequestState } from '../../recording/request.ts';
import { type SocketUse, socketKey } from '../../recording/sockets.ts';
import { urlParts } from '../../service/http.ts';
import type { ServiceProfile } from '../../service/service-profile.ts';
import type { Credential } from '../../token/authorization.ts';
import type { CauseVerdict, Evidence, EvidenceId } from '../../verdict/causes/rule.ts';
import type { CredentialRecord } from '../../verdict/credentials.ts';
import type { RequestEntry, SocketEntry } from '../../verdict/entry.ts';
import type { Sending } from '../../verdict/sending.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import type { FileEvidence, FileRequest, FileSocket, ReportFile } from '../report-schema.ts';
import { millisecondsOf } from './milliseconds.ts';

/** What rows need to know of the rest of the report. */
export interface ReportContext {
  profile: ServiceProfile;
  /** by their names in the report */
  records: ReadonlyMap<string, CredentialRecord>;
  clock: ClockReading | null;
  /** ms; when the recording began */
  firstAt: number;
}

/** What a report says is said in its own words. */
export function toldWords(text: string): Said {
  return said('told', { text });
}

function shownEvidence({ id, text, values, request }: FileEvidence): Evidence {
  // Only we ever write a report, so it is one of ours; nothing is looked up by it.
  const evidence = { id: id as EvidenceId, said: toldWords(text), values };
  return request === undefined ? evidence : { ...evidence, request };
}

export const readEvidence = (evidence: readonly FileEvidence[]) => evidence.map(shownEvidence);

function stateOf({ outcome, status }: FileRequest): RequestState {
  if (outcome === 'pending') return 'pending';
  if (status !== null) return 'answered';
  return outcome === 'unknown' ? 'unseen' : 'failed';
}

function carried(record: CredentialRecord | null): Credential {
  if (record === null) return { kind: 'absent' };
  return { kind: 'token', scheme: 'Bearer', token: record.token, quoted: false, padded: false };
}

type ReportedVerdict = Pick<
  FileRequest,
  'validity' | 'secondsLeft' | 'outcome' | 'flags' | 'cause' | 'certainty' | 'credential'
>;

function refusalOf(
  { cause, certainty }: ReportedVerdict,
  evidence: Evidence[],
): CauseVerdict | null {
  return cause === undefined ? null : { cause, certainty: certainty ?? 'possible', evidence };
}

function toldRecord(
  { credential }: ReportedVerdict,
  { records }: ReportContext,
): CredentialRecord | null {
  return credential === undefined ? null : (records.get(credential) ?? null);
}

/** What the report says, and nothing that its own facts might be read to say. */
function toldVerdict(
  told: ReportedVerdict,
  host: string,
  words: Verdict['error'],
  { clock }: ReportContext,
) {
  const { validity, secondsLeft, outcome, flags } = told;
  const judgedBy = clock?.host === host ? clock : null;
  return { validity, secondsLeft, outcome, flags: [...flags], error: words, clock: judgedBy };
}

function faultOf(name: string | undefined, at: number | null): FaultObservation | null {
  if (name === undefined) return null;
  return { kind: 'fault', id: name, name, from: at ?? 0, until: at, url: null, token: null };
}

function framesOf({ initiator }: FileRequest): CallFrame[] {
  if (!initiator) return [];
  const { url, line, column } = initiator;
  return [{ functionName: initiator.function, url, line, column }];
}

function factsOf(told: FileRequest, context: ReportContext): RequestFacts {
  const { id, method, url, status, by, via, twin } = told;
  return {
    id,
    arrival: 0,
    method,
    url,
    status,
    by,
    route: context.profile.route(method, url),
    resourceType: null,
    startedAt: millisecondsOf(told.startedAt),
    sentAt: millisecondsOf(told.sentAt),
    respondedAt: null,
    endedAt: null,
    state: stateOf(told),
    error: null,
    fromCache: false,
    redirectUrl: null,
    requestHeaders: null,
    responseHeaders: null,
    requestBody: null,
    body: { kind: 'unavailable', reason: 'not-recorded' },
    credential: carried(toldRecord(told, context)),
    initiator: framesOf(told),
    askingOrigin: null,
    foreign: told.foreign === true,
    fromPage: told.told === 'page' ? 'all' : 'nothing',
    byWorker: false,
    fromWorker: via === undefined ? 'nothing' : 'body',
    twin: twin ?? null,
    socketMessages: [],
  };
}

export function readRequestRow(told: FileRequest, context: ReportContext): RequestEntry {
  const request = factsOf(told, context);
  const { id, method, status, route, sentAt, credential, by } = request;
  const place = urlParts(request.url);
  const record = toldRecord(told, context);
  const code = told.code ?? null;
  const error = code && { code, message: null, retryAfterSeconds: null, refusesCredential: null };
  const judged = toldVerdict(told, place.host, error || null, context);
  if (record && sentAt !== null)
    record.sightings.push({ at: sentAt, place: 'authorization', how: 'sent', request: id });
  const sending: Sending = {
    ...place,
    id,
    request: id,
    method,
    status,
    sentAt,
    credential,
    record,
    by,
    judged,
    route: route.kind,
    guarded: route.guarded,
    sender: framesOf(told)[0] ?? null,
    letThrough: false,
    answeredAt: null,
    headersRead: false,
    answerRead: false,
    isKept: false,
    isPagesWord: told.told === 'page',
    isStatusPagesWord: told.told === 'page',
    fault: faultOf(told.fault, sentAt),
  };
  return {
    kind: 'request',
    id,
    at: request.startedAt,
    facts: request,
    sending,
    verdict: { ...judged, refusal: refusalOf(told, readEvidence(told.evidence)) },
  };
}

/** The requests that carried a socket; of those that are WebSockets, its end is theirs. */
function carriersOf(told: FileSocket, requests: readonly RequestFacts[]): RequestFacts[] {
  const openedAt = millisecondsOf(told.openedAt);
  const first = requests.find(({ url, startedAt }) => url === told.url && startedAt === openedAt);
  // Its session id is masked, so only its beginning tells it from others.
  if (first && /^wss?:/i.test(first.url)) return [first];
  const key = socketKey(told.url, first?.id ?? '');
  return requests.filter(({ url, id }) => socketKey(url, id) === key);
}

/** A masked session id names no socket; the request that carried a WebSocket does. */
function carrierName(url: string, [first]: readonly RequestFacts[]): string | null {
  if (!first) return null;
  return /^wss?:/i.test(url) ? first.id : socketKey(url, first.id);
}

export function readSocketRows(
  { sockets }: ReportFile,
  requests: readonly RequestFacts[],
  context: ReportContext,
): SocketEntry[] {
  const ofSockets = requests.filter(({ route }) => route.kind === 'socket');
  let lastAt = context.firstAt;
  return sockets.map((told) => {
    const { id, url } = told;
    const carriers = carriersOf(told, ofSockets);
    const closedAt = millisecondsOf(told.closedAt);
    for (const carrier of carriers) if (/^wss?:/i.test(carrier.url)) carrier.endedAt ??= closedAt;
    const answeredAt = millisecondsOf(told.authenticatedAt);
    const at = answeredAt ?? millisecondsOf(told.openedAt) ?? lastAt;
    lastAt = at;
    const record = toldRecord(told, context);
    const message = told.message ?? null;
    const isRefused = told.outcome === 'rejected';
    const error = isRefused
      ? { code: null, message, retryAfterSeconds: null, refusesCredential: null }
      : null;
    const { accepted, refused } = context.profile.socketEvents;
    const use: SocketUse = {
      id,
      url,
      at,
      credential: carried(record),
      token: record?.token ?? null,
      job: null,
      method: 'authenticate',
      socket: carrierName(url, carriers) ?? id,
      transport: /^wss?:/i.test(url) ? 'websocket' : 'polling',
      fromPage: 'nothing',
      answer:
        told.outcome === 'pending'
          ? null
          : {
              at: answeredAt ?? at,
              accepted: !isRefused,
              event: isRefused ? (refused[0] ?? '') : accepted,
              message,
              error,
            },
    };
    if (record) record.sightings.push({ at, place: 'socket.authenticate', how: 'socket' });
    const place = urlParts(url);
    const judged = toldVerdict(told, place.host, error, context);
    const sending: Sending = {
      ...place,
      id,
      request: null,
      method: 'authenticate',
      route: 'socket',
      guarded: true,
      sender: null,
      letThrough: false,
      status: null,
      sentAt: at,
      answeredAt,
      credential: use.credential,
      record,
      by: 'app',
      headersRead: false,
      answerRead: false,
      isKept: false,
      isPagesWord: false,
      isStatusPagesWord: false,
      fault: null,
      judged,
    };
    return {
      kind: 'socket',
      id,
      at,
      facts: use,
      sending,
      verdict: { ...judged, refusal: refusalOf(told, []) },
    };
  });
}
