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
    truth: isRefused ? truth.reasons.join('+') : truth.outcome,
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

/** Sets truth beside verdict, exchange by exchange. */
export function judgeRows(view: View, said: Said): JudgedRow[] {
  const rows = rowsByKey(said);
  return view.exchanges.map((exchange) => {
    const { method, url, startedAt } = exchange;
    const row = rows.get(keyOf(method, url, startedAt))?.shift() ?? null;
    return judgeRow(view, exchange, row);
  });
}
