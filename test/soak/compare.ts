import type { DrawnRow } from '../e2e/world.ts';
import type { LoggedRequest } from '../service/request-log.ts';

/** A call as both sides know it: `GET /api/auth/profile 200`. */
export type Call = string;

/** The calls that the service answered: the API's alone, without preflights. */
export function callsOfLog(log: readonly LoggedRequest[]): Call[] {
  return log
    .filter(({ kind, method, path }) => {
      return kind === 'socket' || (method !== 'OPTIONS' && path.startsWith('/api/'));
    })
    .map(({ kind, method, path, status, code }) =>
      kind === 'socket' ? `socket ${code}` : `${method} ${path} ${status}`,
    );
}

/** The calls that rows of the grid show; markers are none, nor are requests of other paths. */
export function callsOfRows(rows: readonly DrawnRow[]): Call[] {
  return rows.flatMap(({ data, texts, status }) => {
    const shown = (pattern: RegExp) =>
      texts.map((text) => pattern.exec(text)?.[0]).find((found) => found !== undefined);
    if (data.socket !== undefined)
      return data.outcome === 'accepted' ? 'socket authenticated' : `socket ${data.outcome}`;
    const path = shown(/\/api\/\S+/);
    if (data.request === undefined || path === undefined) return [];
    return `${shown(/^[A-Z]+$/)} ${path} ${/^\d{3}/.exec(status)?.[0] ?? data.outcome}`;
  });
}

function counted(calls: readonly Call[]): Map<Call, number> {
  const counts = new Map<Call, number>();
  for (const call of calls) counts.set(call, (counts.get(call) ?? 0) + 1);
  return counts;
}

/** One sentence for each call that the panel and the service count differently. */
export function differences(rows: readonly Call[], log: readonly Call[]): string[] {
  const [inPanel, inLog] = [counted(rows), counted(log)];
  const calls = new Set([...inLog.keys(), ...inPanel.keys()]);
  return [...calls].flatMap((call) => {
    const [shown, answered] = [inPanel.get(call) ?? 0, inLog.get(call) ?? 0];
    return shown === answered
      ? []
      : [`${call}: ${shown} in the panel, ${answered} in the service’s log`];
  });
}
