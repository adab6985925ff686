import type { VNode } from 'preact';
import type { LogEntry } from '../src/core/log.ts';
import type { RequestFacts } from '../src/core/request.ts';
import type { ServiceProfile } from '../src/core/service-profile.ts';
import type { Verdict } from '../src/core/verdict.ts';
import { MarkerRow } from './MarkerRow.tsx';
import { RequestRow } from './RequestRow.tsx';
import { SocketRow } from './SocketRow.tsx';

export interface RowState {
  isOpened: boolean;
  isTabStop: boolean;
  /** `aria-rowindex`: the header is 1 */
  index: number;
}

interface Drawn {
  row: VNode;
  verdict: Verdict;
  index: number;
}

/** Preact passes over a row that is the same object as before. */
const drawn = new WeakMap<RequestFacts, Drawn>();

/** A row of the grid; of a request that has not changed, the very row of last time. */
export function drawRow(
  entry: LogEntry,
  key: string,
  state: RowState,
  profile: ServiceProfile,
): VNode {
  if (entry.kind === 'marker')
    return <MarkerRow key={key} rowKey={key} entry={entry} state={state} profile={profile} />;
  if (entry.kind === 'socket')
    return <SocketRow key={key} rowKey={key} entry={entry} state={state} />;
  const { request, verdict } = entry;
  const row = () => <RequestRow key={key} rowKey={key} entry={entry} state={state} />;
  if (state.isOpened || state.isTabStop) {
    drawn.delete(request);
    return row();
  }
  const known = drawn.get(request);
  if (known && known.verdict === verdict && known.index === state.index) return known.row;
  const fresh = { row: row(), verdict, index: state.index };
  drawn.set(request, fresh);
  return fresh.row;
}
