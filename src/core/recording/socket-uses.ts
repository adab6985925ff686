import { FORBIDDEN, UNAUTHORIZED } from '../service/http.ts';
import type { ServiceError, ServiceProfile } from '../service/service-profile.ts';
import { type Credential, parseAuthorization, sentToken } from '../token/authorization.ts';
import { fieldsOf, readJson, textOf } from '../token/json.ts';
import type { SocketObservation } from './observation.ts';
import type { RequestFacts } from './request.ts';
import { openedSid, type SeenEvent, type SocketUse, socketKey } from './sockets.ts';

const AUTH_ERROR = 'auth_error';
const CONNECT = 'connect';
const CONNECT_ERROR = 'connect_error';
/** socket.io's own words for a namespace that is not there; every other refusal is a middleware's */
const NOT_THE_CREDENTIAL = /^invalid namespace$/i;

/** As socket.io's own documents and the clients' write it. */
const HANDSHAKE_FIELDS = [
  'token',
  'accessToken',
  'access_token',
  'idToken',
  'authToken',
  'authorization',
  'Authorization',
] as const;

/** A socket that was opened with a token in its URL. */
interface Opening {
  socket: string;
  url: string;
  at: number;
  transport: SocketUse['transport'];
  token: string;
  /** the answer to the request itself, where it was a refusal */
  refused: { at: number; error: ServiceError; status: number } | null;
}

/** What stands for a token in a CONNECT packet, or in `auth` where the option itself was sent. */
function tokenInHandshake(payload: unknown): unknown {
  const outer = fieldsOf(payload);
  const inner = { ...fieldsOf(outer.headers), ...fieldsOf(outer.auth) };
  const all = { ...inner, ...outer } as Record<string, unknown>;
  const name = HANDSHAKE_FIELDS.find((field) => field in all);
  return name === undefined ? undefined : all[name];
}

function tokenInQuery(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { searchParams } = new URL(url);
  const name = HANDSHAKE_FIELDS.find((field) => searchParams.has(field));
  return name === undefined ? null : searchParams.get(name);
}

/** The service's own words in any shape, or the bare text of the event. */
function refusalOf(payload: unknown, profile: ServiceProfile): ServiceError {
  const text = JSON.stringify(typeof payload === 'string' ? { message: payload } : payload);
  const told = profile.readError(UNAUTHORIZED, {
    kind: 'text',
    text: text ?? '',
    truncated: false,
  });
  return told ?? { code: null, message: null, retryAfterSeconds: null, refusesCredential: null };
}

/** The field holds what stands behind “Bearer” elsewhere, or all of it. */
function credentialOf(value: unknown): Credential {
  const text = textOf(value);
  if (text === null) return { kind: 'absent' };
  if (!/^bearer /i.test(text)) return parseAuthorization(`Bearer ${text}`);
  const credential = parseAuthorization(text);
  return credential.kind === 'token' ? { ...credential, isAmbiguous: true } : credential;
}

/** Polling has its session id only from the answer of its first request on. */
function socketOf(request: RequestFacts): string {
  return socketKey(request.url, openedSid(request) ?? request.id);
}

function openings(
  observations: readonly SocketObservation[],
  requests: readonly RequestFacts[],
  profile: ServiceProfile,
): Opening[] {
  const opened = observations.filter(({ event }) => event === 'open');
  const live = new Set(opened.map(({ url }) => url));
  const hooked = opened.flatMap(({ socket, url, at }): Opening[] => {
    const token = tokenInQuery(url);
    if (token === null) return [];
    const key = socketKey(url, socket);
    return [{ socket: key, url, at, transport: 'websocket', token, refused: null }];
  });
  const requested = requests.flatMap((request): Opening[] => {
    const { route, url, status, body, sentAt, endedAt } = request;
    const token = route.kind === 'socket' && !live.has(url) ? tokenInQuery(url) : null;
    if (token === null || sentAt === null) return [];
    const isRefused = status === UNAUTHORIZED || status === FORBIDDEN;
    const text = body.kind === 'text' ? (readJson(body.text) ?? body.text) : '';
    return [
      {
        socket: socketOf(request),
        url,
        at: sentAt,
        transport: url.includes('transport=polling') ? 'polling' : 'websocket',
        token,
        refused: isRefused
          ? { at: endedAt ?? sentAt, error: refusalOf(text, profile), status }
          : null,
      },
    ];
  });
  return [...hooked, ...requested];
}

/** Gathers the attempts of every socket to authenticate, in order of time. */
class Attempts {
  readonly uses: SocketUse[] = [];
  readonly #lastOf = new Map<string, SocketUse>();
  /** those of each socket that wait for an answer, as far as looked at */
  readonly #askedOf = new Map<string, SocketUse[]>();
  readonly #profile: ServiceProfile;
  /** sockets whose CONNECT packet was seen, and held no token */
  readonly #bare = new Set<string>();
  readonly #requests: readonly RequestFacts[];

  constructor(profile: ServiceProfile, requests: readonly RequestFacts[]) {
    this.#profile = profile;
    this.#requests = requests;
  }

  open({ refused, token, ...where }: Opening): void {
    const known = this.#last(where.socket);
    const credential = credentialOf(token);
    // Every polling request repeats the query.
    if (known && known.token === sentToken(credential) && !refused) return;
    const use = this.#begin(where, 'connect', credential, null);
    if (!refused) return;
    const { at, error, status } = refused;
    const message = error.message ?? error.code;
    use.answer = { at, accepted: false, event: String(status), message, error };
  }

  sent(event: SeenEvent): void {
    const { name, payload, socket } = event;
    const { authenticate } = this.#profile.socketEvents;
    if (name === authenticate) {
      const { job } = this.#profile.jobIn(payload);
      const credential = credentialOf(fieldsOf(payload).token);
      this.#begin(event, 'authenticate', credential, job).fromPage = event.fromPage;
    } else if (name === CONNECT) {
      const value = tokenInHandshake(payload);
      if (value !== undefined)
        this.#begin(event, 'connect', credentialOf(value), null).fromPage = event.fromPage;
      else if (!this.#last(socket)) this.#bare.add(socket);
    }
  }

  heard(event: SeenEvent): void {
    const { accepted, refused } = this.#profile.socketEvents;
    const { name, at, payload, socket } = event;
    const use = this.#asking(socket) ?? this.#last(socket);
    if (name === CONNECT || name === accepted) {
      // A server that wants an `authenticate` lets everybody in first.
      const isOpen = use && !use.answer && (name === accepted || use.method === 'connect');
      if (!isOpen) return;
      use.answer = { at, accepted: true, event: name, message: null, error: null };
      if (use.fromPage === 'nothing') use.fromPage = event.fromPage;
      return;
    }
    if (!refused.includes(name)) return;
    const error = refusalOf(payload, this.#profile);
    const answered = use ?? this.#withoutToken(event, error);
    const isLetIn = answered?.answer?.event === CONNECT && name === AUTH_ERROR;
    if (!answered || (answered.answer && !isLetIn) || isOther(name, error)) return;
    const message = error.message ?? error.code;
    answered.answer = { at, accepted: false, event: name, message, error };
    if (answered.fromPage === 'nothing') answered.fromPage = event.fromPage;
  }

  /** A connection that was refused for want of a token, or for the one in its header. */
  #withoutToken(event: SeenEvent, error: ServiceError): SocketUse | null {
    const isMissing = event.name === CONNECT_ERROR && error.refusesCredential === true;
    if (!isMissing || !this.#bare.has(event.socket)) return null;
    const handshake = this.#requests.find(
      (one) => one.route.kind === 'socket' && socketOf(one) === event.socket,
    );
    return this.#begin(event, 'connect', handshake?.credential ?? { kind: 'absent' }, null);
  }

  /** Answers come in the order of the questions. */
  #asking(socket: string): SocketUse | undefined {
    const asked = this.#askedOf.get(socket) ?? [];
    while (asked[0]?.answer) asked.shift();
    return asked[0];
  }

  #last(socket: string): SocketUse | undefined {
    return this.#lastOf.get(socket);
  }

  #begin(
    { socket, url, at, transport }: Pick<SocketUse, 'socket' | 'url' | 'at' | 'transport'>,
    method: SocketUse['method'],
    credential: Credential,
    job: string | null,
  ): SocketUse {
    const use: SocketUse = {
      id: `s${this.uses.length + 1}`,
      socket,
      url,
      at,
      transport,
      method,
      credential,
      token: sentToken(credential),
      job,
      answer: null,
      fromPage: 'nothing',
    };
    this.uses.push(use);
    this.#lastOf.set(socket, use);
    const asked = this.#askedOf.get(socket) ?? [];
    if (method === 'authenticate') asked.push(use);
    this.#askedOf.set(socket, asked);
    return use;
  }
}

/** `error` may be about anything; `auth_error` and a refused connection are about the token. */
function isOther(name: string, { refusesCredential, message }: ServiceError): boolean {
  if (name === CONNECT_ERROR) return NOT_THE_CREDENTIAL.test(message ?? '');
  return name !== AUTH_ERROR && message !== null && !refusesCredential;
}

/**
 * Every attempt of every socket to authenticate, with its answer: an `authenticate`, or a token in
 * the CONNECT packet or the query (Socket.IO 5 protocol, `auth`).
 * @param events in order of time
 */
export function readSocketUses(
  observations: readonly SocketObservation[],
  requests: readonly RequestFacts[],
  events: readonly SeenEvent[],
  profile: ServiceProfile,
): SocketUse[] {
  const attempts = new Attempts(profile, requests);
  const opened = openings(observations, requests, profile).sort((a, b) => a.at - b.at);
  let next = 0;
  const openUntil = (ms: number) => {
    for (let one = opened[next]; one && one.at <= ms; one = opened[next]) {
      attempts.open(one);
      next += 1;
    }
  };
  for (const event of events) {
    openUntil(event.at);
    if (event.direction === 'send') attempts.sent(event);
    else attempts.heard(event);
  }
  openUntil(Number.POSITIVE_INFINITY);
  return attempts.uses;
}
