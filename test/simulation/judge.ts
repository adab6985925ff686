import type { Exchange } from './exchange.ts';
import { fairOf } from './fairness.ts';
import type { Said, SaidRow } from './reader.ts';
import type { View } from './view.ts';

/** What may be wrong with what is said of one exchange. */
export type RowFault = 'lost' | 'outcome' | 'certain' | 'likely' | 'unnamed';

export interface JudgedRow {
  exchange: Exchange;
  said: SaidRow | null;
  /** the true reasons in one word, `accepted` where it was not refused */
  truth: string;
  isVisible: boolean;
  isRight: boolean;
  fault: RowFault | null;
}

function keyOf(method: string, url: string, startedAt: number | null): string {
  return `${method} ${url} ${startedAt}`;
}

/** Rows by what they were; equal ones in order. */
function rowsByKey({ rows }: Said): Map<string, SaidRow[]> {
  const found = new Map<string, SaidRow[]>();
  for (const row of rows) {
    const key = keyOf(row.method, row.url, row.startedAt);
    const known = found.get(key);
    if (known) known.push(row);
    else found.set(key, [row]);
  }
  return found;
}

function nameOf({ truth, method }: Exchange): string {
  const name = truth.outcome === 'rejected' ? truth.reasons.join('+') : truth.outcome;
  return method === 'authenticate' ? `socket ${name}` : name;
}

function judgeRow(view: View, exchange: Exchange, said: SaidRow | null): JudgedRow {
  const { truth } = exchange;
  const isRefused = truth.outcome === 'rejected';
  const fair = isRefused ? fairOf(view, exchange) : null;
  const isVisible = fair?.isVisible ?? false;
  const cause = said?.cause ?? null;
  const isUnknown = cause === 'unknown';
  const isExact = cause !== null && (fair?.right.has(cause) ?? false);
  const isClose = cause !== null && (fair?.close.has(cause) ?? false);
  const row = {
    exchange,
    said,
    truth: nameOf(exchange),
    isVisible,
    isRight: isExact || isClose,
  };
  if (!said) return { ...row, fault: 'lost' };
  if (said.outcome !== truth.outcome) return { ...row, fault: 'outcome' };
  if (!isRefused) return { ...row, fault: null };
  if (said.certainty === 'certain' && !isExact && !isUnknown) return { ...row, fault: 'certain' };
  if (said.certainty === 'likely' && !isExact && !isClose && !isUnknown)
    return { ...row, fault: 'likely' };
  if (isVisible && !isExact && !isClose) return { ...row, fault: 'unnamed' };
  return { ...row, fault: null };
}

export interface RowsWithReasons {
  rows: JudgedRow[];
  /** what the debugger shows though nothing like it was exchanged */
  invented: SaidRow[];
}

/** Which frame shows the token is a matter of the protocol; sockets follow one another more slowly. */
const SAME_SOCKET_MS = 400;

function judgeSockets(view: View, said: Said): JudgedRow[] {
  const left = [...said.sockets];
  return view.sockets
    .flatMap(({ uses }) => uses)
    .map((use) => {
      const at = left.findIndex(
        ({ url, startedAt }) =>
          url === use.url && Math.abs((startedAt ?? 0) - use.startedAt) <= SAME_SOCKET_MS,
      );
      return judgeRow(view, use, at < 0 ? null : (left.splice(at, 1)[0] ?? null));
    });
}

/** Sets truth beside verdict, exchange by exchange, and each token that a socket showed. */
export function judgeRows(view: View, said: Said): RowsWithReasons {
  const byKey = rowsByKey(said);
  const rows = view.exchanges.map((exchange) => {
    const { method, url, startedAt } = exchange;
    const row = byKey.get(keyOf(method, url, startedAt))?.shift() ?? null;
    return judgeRow(view, exchange, row);
  });
  return {
    rows: [...rows, ...judgeSockets(view, said)],
    invented: [...byKey.values()].flat(),
  };
}
