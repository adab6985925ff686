import { isHoldable } from '../language/time-value.ts';
import { headerValue, type RequestFacts } from '../recording/request.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import { claimTime } from '../token/claims.ts';
import { decodeToken } from '../token/jwt.ts';
import { type OffsetRange, overlaps } from './clock-consensus.ts';
import type { ClockSample } from './server-clock.ts';

/** `Date` (RFC 9110 §5.6.7) and `iat` leave out the fraction of the second; ms leave out less. */
const SECOND_MS = 1000;
/** Times of HAR files, and of bodies, are cut to whole ms. */
const ROUNDING_MS = 1;
/** No two clocks are so far apart (10 years): a certificate would have failed long before. */
const MAX_OFFSET_MS = 10 * 365 * 86_400_000;
/** The only form a server may write (RFC 9110 §5.6.7), and one no time zone can change. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;
const NOT_MODIFIED = 304;

/** A request that a server answered itself, as far as can be told. */
interface Flight {
  request: RequestFacts;
  sentAt: number;
  /** the latest instant (ms) at which the head of the answer can have been written */
  stampedBy: number;
  endedAt: number;
}

function flightOf(request: RequestFacts): Flight | null {
  const { state, sentAt, respondedAt, endedAt, fromCache, fromWorker, responseHeaders } = request;
  if (state !== 'answered' || fromCache || fromWorker === 'all') return null;
  if (sentAt === null || endedAt === null || !(endedAt >= sentAt)) return null;
  if (headerValue(responseHeaders, 'age') !== null) return null;
  // Some producers measure no wait and yet write 0; without any time it is not known when it ended.
  const stampedBy = respondedAt !== null && respondedAt > sentAt ? respondedAt : endedAt;
  return stampedBy > sentAt ? { request, sentAt, stampedBy, endedAt } : null;
}

/** What an instant of the server's clock says that lies at most `precisionMs` before the real one. */
function bound(
  { request, sentAt, stampedBy, endedAt }: Flight,
  source: ClockSample['source'],
  stampMs: number | null,
  precisionMs: number,
): ClockSample[] {
  if (stampMs === null || !isHoldable(stampMs)) return [];
  const lowMs = stampMs - stampedBy - ROUNDING_MS;
  const highMs = stampMs + precisionMs - sentAt;
  if (!(Math.abs(lowMs) <= MAX_OFFSET_MS && Math.abs(highMs) <= MAX_OFFSET_MS)) return [];
  return [{ sentAt, at: endedAt, lowMs, highMs, source, request: request.id }];
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

function both(a: OffsetRange, b: OffsetRange): OffsetRange {
  return { lowMs: Math.max(a.lowMs, b.lowMs), highMs: Math.min(a.highMs, b.highMs) };
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
  if (!overlaps(date, timestamp)) return [date, timestamp];
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

/** What one answer says of its server's clock; `flight` is null where it says nothing. */
interface Told {
  flight: Flight | null;
  host: string | null;
  stamped: ClockSample[];
}

/**
 * Facts never change, so an answer is read once, not again with each new row. What is read only
 * once, as a file is, has no use for memory: it is kept from a profile's second reading on.
 */
const read = new WeakMap<ServiceProfile, WeakMap<RequestFacts, Told>>();

/** Names the host of a URL; many URLs share few hosts. */
function hostReader(): (url: string) => string | null {
  const known = new Map<string, string | null>();
  return (url) => {
    const end = url.indexOf('/', url.indexOf('//') + 2);
    const origin = end < 0 ? url : url.slice(0, end);
    let host = known.get(origin);
    if (host === undefined) {
      host = (URL.canParse(origin) && new URL(origin).hostname) || null;
      known.set(origin, host);
    }
    return host;
  };
}

function readerFor(profile: ServiceProfile): (request: RequestFacts) => Told {
  const hostOf = hostReader();
  const tellOf = (request: RequestFacts): Told => {
    const flight = flightOf(request);
    const host = flight && hostOf(request.url);
    return { flight, host, stamped: flight ? stampSamples(flight, profile) : [] };
  };
  const known = read.get(profile);
  if (!known) {
    read.set(profile, new WeakMap());
    return tellOf;
  }
  return (request) => {
    const before = known.get(request);
    if (before) return before;
    const told = tellOf(request);
    known.set(request, told);
    return told;
  };
}

/**
 * What the answers say of their servers' clocks, by host name: the app's, a CDN's and the API's
 * are different ones. Left out is what a cache, a service worker or nobody answered.
 */
export function clockSamples(
  requests: readonly RequestFacts[],
  profile: ServiceProfile,
): Map<string, ClockSample[]> {
  const tell = readerFor(profile);
  const byHost = new Map<string, Told[]>();
  for (const request of requests) {
    const told = tell(request);
    if (!told.host) continue;
    const ofHost = byHost.get(told.host);
    if (ofHost) ofHost.push(told);
    else byHost.set(told.host, [told]);
  }
  const samples = new Map<string, ClockSample[]>();
  for (const [host, ofHost] of byHost) {
    const stamped = ofHost.flatMap((told) => told.stamped);
    const issued = () =>
      ofHost.flatMap(({ flight }) => (flight ? issueSamples(flight, profile) : []));
    const known = stamped.length > 0 ? stamped : issued();
    if (known.length > 0) samples.set(host, known);
  }
  return samples;
}
