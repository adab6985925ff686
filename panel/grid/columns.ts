import type { ComponentChildren } from 'preact';
import type { CallEntry, LogEntry } from '../../src/core/verdict/entry.ts';
import * as calls from './calls.ts';
import * as cells from './cells.tsx';
import { severityOf } from './severity.ts';

export type ColumnId =
  | 'time'
  | 'method'
  | 'host'
  | 'path'
  | 'status'
  | 'duration'
  | 'user'
  | 'token'
  | 'left'
  | 'initiator'
  | 'cause'
  | 'verdict';

/** A column of the grid; its name is the text `grid_column_…`. */
export interface Column {
  id: ColumnId;
  /** px; of a flexible one its share of what the fixed ones leave */
  width: number;
  minWidth: number;
  /** px that it keeps where the list is not narrow; 0: no more than `minWidth` */
  roomyWidth: number;
  isFlexible: boolean;
  /** until the user chooses it */
  isHidden: boolean;
  /** the higher, the sooner it gives way where there is no room; 0: never */
  yields: number;
  /** what rows are sorted by; null where an entry has no such thing */
  value(entry: LogEntry): string | number | null;
  /** `isDated`: whether times are of several days */
  draw(entry: CallEntry, isDated: boolean): ComponentChildren;
}

type Look = Partial<Pick<Column, 'isFlexible' | 'isHidden' | 'roomyWidth'>>;

function column(
  id: ColumnId,
  [width, minWidth, yields]: readonly [width: number, minWidth: number, yields: number],
  { value, draw }: Pick<Column, 'value' | 'draw'>,
  { isFlexible = false, isHidden = false, roomyWidth = 0 }: Look = {},
): Column {
  return { id, width, minWidth, roomyWidth, yields, isFlexible, isHidden, value, draw };
}

/** A value of requests and sockets; page changes have none. */
function ofCall<T>(read: (entry: CallEntry) => T) {
  return (entry: LogEntry) => (entry.kind === 'marker' ? null : read(entry));
}

export const COLUMNS: readonly Column[] = [
  column('time', [114, 66, 3], { value: ({ at }) => at, draw: cells.timeOf }),
  column('method', [60, 46, 5], {
    value: ofCall(calls.methodOf),
    draw: cells.methodOf,
  }),
  column(
    'host',
    [150, 80, 8],
    { value: ofCall(calls.hostOf), draw: cells.hostOf },
    { isHidden: true },
  ),
  column(
    'path',
    [260, 104, 0],
    { value: ofCall(calls.pathOf), draw: cells.pathOf },
    { isFlexible: true },
  ),
  column('status', [84, 46, 2], {
    value: ofCall((entry) => (entry.kind === 'request' ? entry.request.status : null)),
    draw: cells.statusOf,
  }),
  column(
    'duration',
    [76, 56, 6],
    { value: ofCall(calls.durationOf), draw: cells.durationOf },
    { isHidden: true },
  ),
  column(
    'user',
    [150, 80, 7],
    { value: ofCall(calls.userOf), draw: cells.userOf },
    { isHidden: true },
  ),
  column('token', [82, 72, 4], {
    value: ofCall(calls.fingerprintOf),
    draw: cells.tokenOf,
  }),
  column('left', [82, 66, 1], {
    value: ofCall(({ verdict }) => verdict.secondsLeft),
    draw: cells.leftOf,
  }),
  column(
    'initiator',
    [170, 64, 9],
    { value: ofCall(calls.senderNameOf), draw: cells.initiatorOf },
    { isHidden: true },
  ),
  column(
    'cause',
    [120, 80, 10],
    { value: ofCall(({ verdict }) => verdict.refusal?.cause ?? null), draw: cells.causeOf },
    { isHidden: true },
  ),
  column(
    'verdict',
    [240, 188, 0],
    { value: ofCall(({ verdict }) => severityOf(verdict)), draw: cells.verdictOf },
    // Room for a cause of four words beside the word of the service.
    { isFlexible: true, roomyWidth: 240 },
  ),
];

export function columnOf(id: string): Column | undefined {
  return COLUMNS.find((column) => column.id === id);
}
