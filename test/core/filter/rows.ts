import { filterContext } from '../../../src/core/filter/filter-context.ts';
import { rowTest } from '../../../src/core/filter/match.ts';
import { type FilterTerm, parseFilter } from '../../../src/core/filter/parse.ts';
import { readJobCalls } from '../../../src/core/jobs/job-calls.ts';
import { Recording } from '../../../src/core/recording/recording.ts';
import { fingerprint } from '../../../src/core/token/fingerprint.ts';
import { analyse } from '../../../src/core/verdict/analysis.ts';
import type { LogEntry } from '../../../src/core/verdict/entry.ts';
import { readLog } from '../../../src/core/verdict/log.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { handshake, har, NOON_MS, POLL, REFUSED, web } from '../recording/legs.ts';
import { v2Token } from '../token/tokens.ts';

export { NOON_MS };

const NOON_S = NOON_MS / 1000;
const API = 'https://api.futureguide.id';
export const OLD = v2Token(NOON_S - 3612);
export const NEW = v2Token(NOON_S - 60);
export const OLD_MARK = fingerprint(OLD);
const MINUTE_MS = 60_000;
const SOCKET = 'wss://api.futureguide.id/socket.io/?EIO=4&transport=websocket';

/** A small session with a row of every kind, in order. */
function session(): Recording {
  const recording = new Recording(futureGuide);
  // The socket began before the recording was cleared.
  recording.add(handshake(SOCKET, NOON_MS - 1));
  recording.clear(NOON_MS);
  const old = { authorization: `Bearer ${OLD}` };
  const fresh = { authorization: `Bearer ${NEW}` };
  recording.add(har({ at: 0, url: `${API}/api/auth/profile?lang=id`, ...fresh, took: 900 }));
  recording.add(
    har({
      at: 10,
      method: 'POST',
      url: `${API}/api/assessment/submit`,
      status: 202,
      body: '{"success":true,"data":{"jobId":"job-1"}}',
      ...fresh,
    }),
  );
  recording.add(har({ at: MINUTE_MS, status: 401, body: REFUSED, ...old }));
  recording.add({
    kind: 'document',
    id: 'd1',
    at: NOON_MS + MINUTE_MS + 30,
    url: 'https://futureguide.id/auth',
    from: 'load',
  });
  const refresh = `${API}/api/auth/v2/refresh`;
  const act = { method: 'POST', url: refresh, startedAt: NOON_MS + 2 * MINUTE_MS };
  recording.add({ kind: 'act', id: 'act1', act: 'refresh', ...act });
  recording.add(har({ at: 2 * MINUTE_MS + 2, method: 'POST', url: refresh, status: 500 }));
  recording.add({
    kind: 'socket',
    id: 's1',
    socket: 'socket',
    url: SOCKET,
    at: NOON_MS + 3 * MINUTE_MS,
    event: 'send',
    data: `42["authenticate",${JSON.stringify({ token: NEW })}]`,
  });
  recording.add(web({ at: 4 * MINUTE_MS, url: POLL, ...fresh }, { byWorker: true }));
  return recording;
}

const analysis = analyse(session());
export const entries: readonly LogEntry[] = readLog(analysis);
export const context = filterContext(analysis, true, readJobCalls);

/** What each row is called in these tests. */
const NAMES = ['profile', 'submit', 'refused poll', 'page', 'refresh', 'socket', 'open poll'];

export function matching(terms: readonly FilterTerm[]): LogEntry[] {
  return entries.filter(rowTest(terms, context));
}

export function shown(text: string): string[] {
  return matching(parseFilter(text).terms).map((entry) => NAMES[entries.indexOf(entry)] ?? '?');
}
