import { isServiceHost } from '../futureguide.ts';
import { matches, NativeURL } from './natives.ts';

/** A request to the service, as the page's code sent it. */
export interface SentRequest {
  method: string;
  url: string;
  /** ms since the epoch */
  startedAt: number;
}

/** Fetch §2.2.1 upper-cases these and leaves every other method as it is. */
const NORMALIZED = /^(?:delete|get|head|options|post|put)$/i;

function absolute(url: string): URL {
  const resolved = new NativeURL(url, document.baseURI);
  resolved.hash = '';
  return resolved;
}

/** The request, or null where it does not go to the service. */
export function toService(method: string, url: string, startedAt: number): SentRequest | null {
  const { hostname, href } = absolute(url);
  if (!isServiceHost(hostname)) return null;
  return {
    method: matches(NORMALIZED, method) ? method.toUpperCase() : method,
    url: href,
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
