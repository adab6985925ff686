import { SECOND_MS } from '../language/units.ts';
import type { RequestFacts } from '../recording/request.ts';
import { headerValue, NOT_MODIFIED } from '../service/http.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import { claimTime } from '../token/claims.ts';
import { decodeToken } from '../token/jwt.ts';
import { both, distance } from './offset-range.ts';
import { type ClockSample, inOrder, isUsable } from './sample.ts';

/** `Date` (RFC 9110 §5.6.7) and `iat` leave out the fraction of the second; ms leave out less. */
/** Times of HAR files, and of bodies, are cut to whole ms. */
const ROUNDING_MS = 1;
/** No two clocks are so far apart (10 years): a certificate would have failed long before. */
const MAX_OFFSET_MS = 10 * 365 * 86_400_000;
/** The only form a server may write (RFC 9110 §5.6.7), and one no time zone can change. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/** A request that a server answered itself, as far as can be told. */
interface Flight {
  request: RequestFacts;
  run: number;
  sentAt: number;
  /** the latest instant (ms) at which the head of the answer can have been written */
  stampedBy: number;
  endedAt: number;
}

/** A 304 is the server's own, though the browser shows what the cache had (RFC 9111 §4.3.3). */
function isFromCacheAlone({ fromCache, status }: RequestFacts): boolean {
  return fromCache && status !== NOT_MODIFIED;
}

function flightOf(request: RequestFacts, run: number): Flight | null {
  const { state, sentAt, respondedAt, endedAt, fromWorker, responseHeaders } = request;
  if (state !== 'answered' || isFromCacheAlone(request) || fromWorker === 'all') return null;
  if (sentAt === null || endedAt === null || !(endedAt >= sentAt)) return null;
  if (headerValue(responseHeaders, 'age') !== null) return null;
  // Some producers measure no wait and yet write 0; without any time it is not known when it ended.
  const stampedBy = respondedAt !== null && respondedAt > sentAt ? respondedAt : endedAt;
  return stampedBy > sentAt ? { request, run, sentAt, stampedBy, endedAt } : null;
}

/** What an instant of the server's clock says that lies at most `precisionMs` before the real one. */
function bound(
  { request, run, sentAt, stampedBy, endedAt }: Flight,
  source: ClockSample['source'],
  stampMs: number | null,
  precisionMs: number,
): ClockSample[] {
  if (stampMs === null) return [];
  const lowMs = stampMs - stampedBy - ROUNDING_MS;
  const highMs = stampMs + precisionMs - sentAt;
  if (!(Math.abs(lowMs) <= MAX_OFFSET_MS && Math.abs(highMs) <= MAX_OFFSET_MS)) return [];
  return [{ run, sentAt, at: endedAt, lowMs, highMs, source, request: request.id }];
}

function headerTime(text: string | null): number | null {
  const ms = text !== null && HTTP_DATE.test(text.trim()) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}

/**
 * The body, if it was written for this answer: what a 304 shows is what the cache had, and what
 * only the page told bounds nothing.
 */
function freshBody({ status, fromWorker, fromPage, body }: RequestFacts): string | null {
  if (status === NOT_MODIFIED || fromWorker !== 'nothing' || fromPage !== 'nothing') return null;
  return body.kind === 'text' ? body.text : null;
}

/** One answer has one vote, unless it contradicts itself. */
function stampSamples(flight: Flight, profile: ServiceProfile): ClockSample[] {
  const { request } = flight;
  const header = headerTime(headerValue(request.responseHeaders, 'date'));
  const body = freshBody(request);
  const told = body === null ? null : profile.serverTime(body);
  const [date] = bound(flight, 'date', header, SECOND_MS);
  const [timestamp] = bound(flight, 'timestamp', told, ROUNDING_MS);
  if (!date || !timestamp) return [date, timestamp].filter((sample) => sample !== undefined);
  if (distance(date, timestamp) > 0) return [date, timestamp];
  return [{ ...timestamp, ...both(date, timestamp) }];
}

/** `iat` of the tokens that an answer of login or refresh has just issued. */
function issueSamples(flight: Flight, { tokensInAnswer }: ServiceProfile): ClockSample[] {
  const { request } = flight;
  const body = freshBody(request);
  if (body === null) return [];
  const [issued] = tokensInAnswer(request.route, body).filter(({ role }) => role === 'access');
  const decoded = issued ? decodeToken(issued.token) : null;
  const issuedAt = decoded?.kind === 'jws' ? claimTime(decoded.claims, 'iat') : null;
  return bound(flight, 'iat', issuedAt, SECOND_MS);
}

/** What one answer says of its server's clock, in order. */
export interface AnswerSamples {
  /** by a stamp of the answer itself */
  stamped: readonly ClockSample[];
  /** by `iat` of what it issued, which counts where no answer of the host has a stamp */
  issued: readonly ClockSample[];
}

/**
 * What a request says of the clock of its server; null for what a cache, a service worker or nobody
 * answered.
 */
export function samplesOf(
  request: RequestFacts,
  run: number,
  profile: ServiceProfile,
): AnswerSamples | null {
  const flight = flightOf(request, run);
  if (!flight) return null;
  return {
    stamped: stampSamples(flight, profile).filter(isUsable).sort(inOrder),
    issued: issueSamples(flight, profile).filter(isUsable).sort(inOrder),
  };
}
