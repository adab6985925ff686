import { SERVICE_HOST } from '../futureguide.ts';
import {
  baseUrlOf,
  hostnameOf,
  hrefOf,
  matches,
  NativeURL,
  positionIn,
  slice,
  upperCase,
} from './natives.ts';
import { quietly } from './quietly.ts';

/**
 * Hosts of which is told. Our scripts run elsewhere only where the user added a host: there all are
 * told of, and the relay, which knows which ones count, drops the others. No page can spoil its
 * `location`.
 */
export const WATCHED_HOST = quietly(() => matches(SERVICE_HOST, location.hostname))
  ? SERVICE_HOST
  : /^/;

/** A request to the service, as the page's code sent it. */
export interface SentRequest {
  method: string;
  url: string;
  /** ms since the epoch */
  startedAt: number;
}

/** Fetch §2.2.1 upper-cases these and leaves every other method as it is. */
const NORMALIZED = /^(?:delete|get|head|options|post|put)$/i;

/**
 * The request, or null where it does not go to the service.
 * @throws TypeError for a URL that is neither text nor a `URL`: the page's own `toString` would be
 * called once more than without us.
 */
export function toService(method: unknown, given: unknown, startedAt: number): SentRequest | null {
  const url = new NativeURL(
    typeof given === 'string' ? given : hrefOf(given as URL),
    baseUrlOf(document),
  );
  if (typeof method !== 'string' || !matches(WATCHED_HOST, hostnameOf(url))) return null;
  const href = hrefOf(url);
  const hash = positionIn(href, '#');
  return {
    method: matches(NORMALIZED, method) ? upperCase(method) : method,
    url: hash < 0 ? href : slice(href, 0, hash),
    startedAt,
  };
}

const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const READABLE = /json|^text\//i;

/** Whether an answer is a refusal whose words can be read. */
export function isReadableRefusal(status: number, contentType: string | null): boolean {
  return (status === UNAUTHORIZED || status === FORBIDDEN) && matches(READABLE, contentType ?? '');
}

/**
 * The hop that was answered: after a redirect it has another URL. Null where it left the service,
 * or where nobody can tell whether a POST became a GET on the way (Fetch §4.4).
 */
export function answeredHop(sent: SentRequest, url: string): SentRequest | null {
  const hop = url === '' ? sent : toService(sent.method, url, sent.startedAt);
  const mayHaveChanged = sent.method !== 'GET' && sent.method !== 'HEAD';
  return hop && hop.url !== sent.url && mayHaveChanged ? null : hop;
}
