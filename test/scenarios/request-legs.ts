import { readHarEntry } from '../../src/core/har/har.ts';
import type { HarLeg, WebLeg } from '../../src/core/recording/observation.ts';
import type { Header } from '../../src/core/service/http.ts';
import type { Arrival } from './play.ts';
import type { RequestAct } from './script.ts';

/** All that depends on when and by whom a request is played. */
export interface Circumstances {
  at: number;
  sentAt: number;
  endedAt: number;
  /** the server's clock when it answered */
  serverMs: number;
  authorization: string | null;
  requestBody: string | null;
  body: string;
  challenge: string | null;
  id(): string;
}

/** The page's hook and DevTools come a little after the network. */
const HOOK_DELAY_MS = 1;
const DEVTOOLS_DELAY_MS = 5;

function header(name: string, value: string | number | null): Header[] {
  return value === null ? [] : [{ name, value: String(value) }];
}

function requestHeaders({ authorization }: Circumstances): Header[] {
  return [...header('accept', 'application/json'), ...header('authorization', authorization)];
}

function responseHeaders(act: RequestAct, { serverMs, challenge }: Circumstances): Header[] {
  const { date, age } = act;
  const stampedMs = serverMs + (date.kind === 'off' ? date.ms : 0);
  return [
    ...header('date', date.kind === 'none' ? null : new Date(stampedMs).toUTCString()),
    ...header('age', age),
    ...header('www-authenticate', challenge),
  ];
}

function statusOf({ answer }: RequestAct): number | null {
  return answer.kind === 'issues' || answer.kind === 'status' ? answer.status : null;
}

function webLeg(act: RequestAct, told: Circumstances): WebLeg {
  const { answer, method, url, cached, byWorker, headersRead } = act;
  const isOver = answer.kind !== 'pending';
  return {
    kind: 'web',
    id: `${told.id()}-web`,
    method,
    url,
    resourceType: 'xmlhttprequest',
    startedAt: told.at,
    sentAt: told.sentAt,
    endedAt: isOver ? told.endedAt : null,
    status: statusOf(act),
    error: answer.kind === 'failed' ? answer.error : null,
    fromCache: cached,
    redirectUrl: null,
    byWorker,
    askingOrigin: null,
    foreign: false,
    requestHeaders: headersRead ? requestHeaders(told) : null,
    responseHeaders: isOver ? responseHeaders(act, told) : null,
  };
}

function harLeg(act: RequestAct, told: Circumstances): HarLeg {
  const { answer, took, waited } = act;
  const startedDateTime = act.dated ? new Date(told.at).toISOString() : 'Sunday';
  const leg = readHarEntry(
    {
      startedDateTime,
      time: waited + took,
      timings: { blocked: waited, dns: -1, connect: -1, send: 0, wait: took, receive: 0 },
      request: {
        method: act.method,
        url: act.url,
        headers: requestHeaders(told),
        ...(told.requestBody === null ? {} : { postData: { text: told.requestBody } }),
      },
      response: {
        status: statusOf(act) ?? 0,
        headers: responseHeaders(act, told),
        content: { text: told.body },
        ...(answer.kind === 'failed' ? { _error: answer.error } : {}),
      },
      ...(act.cached ? { _fromCache: 'disk' } : {}),
    },
    `${told.id()}-har`,
  );
  if (!leg) throw new Error('the leg of a scenario is readable');
  return act.headersRead ? leg : { ...leg, requestHeaders: null };
}

/** What each source tells of a request, and when. */
export function requestLegs(act: RequestAct, told: Circumstances): Arrival[] {
  const { answer, method, url, seenBy } = act;
  const { at, endedAt } = told;
  const arrivals: Arrival[] = [];
  const isOver = answer.kind !== 'pending';
  const status = statusOf(act);
  if (act.dated && (seenBy === 'everyone' || seenBy === 'web')) {
    const over = webLeg(act, told);
    const begun = { ...over, endedAt: null, status: null, error: null, responseHeaders: null };
    arrivals.push({ at, observation: begun });
    if (isOver) arrivals.push({ at: endedAt, observation: over });
  }
  const isRefusal = status === 401 || status === 403;
  if (act.dated && isRefusal && (seenBy === 'everyone' || seenBy === 'page')) {
    const leg = { id: `${told.id()}-page`, method, url, startedAt: at, status, body: told.body };
    arrivals.push({ at: endedAt + HOOK_DELAY_MS, observation: { kind: 'refusal', ...leg } });
  }
  if (isOver && (seenBy === 'everyone' || seenBy === 'har'))
    arrivals.push({ at: endedAt + DEVTOOLS_DELAY_MS, observation: harLeg(act, told) });
  if (act.byDebugger) {
    const did = act.verb === 'refresh' ? ('refresh' as const) : ('probe' as const);
    const leg = { id: `${told.id()}-act`, method, url, startedAt: at, act: did };
    arrivals.push({ at, observation: { kind: 'act', ...leg } });
  }
  return arrivals;
}
