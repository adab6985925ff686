import { decodeJwt } from 'jose';
import type { LoggedRequest } from '../service/request-log.ts';
import { shortPath } from './short-path.ts';

const API_HOST = 'api.futureguide.id';
const METHOD_WIDTH = 6;
const PATH_WIDTH = 34;
const ANSWER_WIDTH = 18;

/** What was left of the token when it arrived; a refresh's own token has no date. */
function leftOf({ authorization, body, kind, at }: LoggedRequest): string {
  const inEvent = kind === 'socket' ? (body as { token?: unknown } | null)?.token : undefined;
  const token = authorization?.replace(/^Bearer /i, '') ?? inEvent;
  if (typeof token !== 'string') return '';
  try {
    const { exp } = decodeJwt(token);
    if (exp === undefined) return 'no exp';
    const seconds = Math.floor(exp - at / 1000);
    return seconds >= 0 ? `${seconds} s left` : `expired ${-seconds} s ago`;
  } catch {
    return 'not a JWT';
  }
}

function placeOf({ kind, host, path }: LoggedRequest): string {
  if (kind === 'socket') return `socket ${path}`;
  const short = shortPath(path);
  return host === API_HOST ? short : `${host}${short}`;
}

/** One answer of the service: time, method, path, status, code, and the seconds its token had left. */
export function answerLine(entry: LoggedRequest): string {
  const time = new Date(entry.at).toLocaleTimeString('en-GB');
  const answer = [entry.status, entry.code].filter((part) => part !== null).join(' ');
  return [
    time,
    entry.method.padEnd(METHOD_WIDTH),
    placeOf(entry).padEnd(PATH_WIDTH),
    answer.padEnd(ANSWER_WIDTH),
    leftOf(entry),
  ]
    .join('  ')
    .trimEnd();
}

/** Preflights and the app's own files are not part of what happens. */
export function isWorthALine({ method, path }: LoggedRequest): boolean {
  return method !== 'OPTIONS' && !path.startsWith('/app/') && path !== '/favicon.ico';
}
