import type { VNode } from 'preact';
import type { LogEntry, RequestEntry } from '../../src/core/log.ts';
import type { RequestFacts } from '../../src/core/request.ts';
import type { ServiceProfile } from '../../src/core/service-profile.ts';
import type { Verdict } from '../../src/core/verdict.ts';
import { rowKey } from '../panel-model.ts';
import type { RowState } from './grid-parts.tsx';
import { MarkerRow } from './MarkerRow.tsx';
import { RequestRow } from './RequestRow.tsx';
import { SocketRow } from './SocketRow.tsx';

interface Drawn {
  row: VNode;
  verdict: Verdict;
  state: RowState;
}

/** Preact passes over a row that is the same object as before. */
const drawn = new WeakMap<RequestFacts, Drawn>();

function sameState(a: RowState, b: RowState): boolean {
  return a.index === b.index && a.isOpened === b.isOpened && a.isTabStop === b.isTabStop;
}

/** Seconds as they are drawn: whole ones, whatever a better clock has changed behind the point. */
function wholeSeconds({ secondsLeft }: Verdict): number | null {
  return secondsLeft === null ? null : Math.trunc(secondsLeft);
}

/** Whether both verdicts look the same in a row; each analysis makes new ones. */
function looksSame(a: Verdict, b: Verdict): boolean {
  if (a === b) return true;
  return (
    a.validity === b.validity &&
    a.outcome === b.outcome &&
    a.refusal?.cause === b.refusal?.cause &&
    a.refusal?.certainty === b.refusal?.certainty &&
    wholeSeconds(a) === wholeSeconds(b) &&
    a.flags.join() === b.flags.join()
  );
}

function drawRequest(entry: RequestEntry, state: RowState): VNode {
  const { request, verdict } = entry;
  const known = drawn.get(request);
  if (known && looksSame(known.verdict, verdict) && sameState(known.state, state)) return known.row;
  const key = rowKey(entry);
  const row = <RequestRow key={key} rowKey={key} entry={entry} state={state} />;
  drawn.set(request, { row, verdict, state });
  return row;
}

/** A row of the grid; of a request that has not changed, the very row of last time. */
export function drawRow(entry: LogEntry, state: RowState, profile: ServiceProfile): VNode {
  if (entry.kind === 'request') return drawRequest(entry, state);
  const key = rowKey(entry);
  return entry.kind === 'marker' ? (
    <MarkerRow key={key} rowKey={key} entry={entry} state={state} profile={profile} />
  ) : (
    <SocketRow key={key} rowKey={key} entry={entry} state={state} />
  );
}
