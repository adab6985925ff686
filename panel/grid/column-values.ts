import type { CallEntry, LogEntry } from '../../src/core/verdict/entry.ts';
import * as calls from './call-values.ts';
import { severityOf } from './severity.ts';

type Value = string | number | null;

/** A value of requests and sockets; page changes have none. */
function ofCall(read: (entry: CallEntry) => Value) {
  return (entry: LogEntry) => (entry.kind === 'marker' ? null : read(entry));
}

const VALUES = {
  time: ({ at }: LogEntry) => at,
  method: ofCall(calls.methodOf),
  host: ofCall(calls.hostOf),
  path: ofCall(calls.pathWithQuery),
  status: ofCall(({ sending }) => sending.status),
  duration: ofCall(calls.durationOf),
  user: ofCall(calls.userOf),
  token: ofCall(calls.fingerprintOf),
  left: ofCall(({ verdict }) => verdict.secondsLeft),
  initiator: ofCall(calls.senderNameOf),
  cause: ofCall(({ verdict }) => verdict.refusal?.cause ?? null),
  verdict: ofCall(({ verdict }) => severityOf(verdict)),
};

export type ColumnId = keyof typeof VALUES;

const READERS: ReadonlyMap<string, (entry: LogEntry) => Value> = new Map(Object.entries(VALUES));

/** How rows are sorted by a column: what reads an entry's value, null where it has none. */
export function valueReader(column: string): ((entry: LogEntry) => Value) | undefined {
  return READERS.get(column);
}
