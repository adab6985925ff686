import type { ComponentChildren } from 'preact';
import type { CallEntry } from '../../src/core/verdict/entry.ts';
import * as cells from './cells.tsx';
import type { ColumnId } from './column-values.ts';

/** A column of the grid; its name is the text `grid_column_…`. */
export interface Column {
  id: ColumnId;
  /** px; of a flexible one its share of what the fixed ones leave */
  width: number;
  minWidth: number;
  /** px that it has before fixed ones have more than their least; 0: none */
  roomyWidth: number;
  isFlexible: boolean;
  /** until the user chooses it */
  isHidden: boolean;
  /** the higher, the sooner it gives way where there is no room; 0: never */
  yields: number;
  /** `isDated`: whether times are of several days */
  draw(entry: CallEntry, isDated: boolean): ComponentChildren;
}

type Look = Partial<Pick<Column, 'isFlexible' | 'isHidden' | 'roomyWidth'>>;

function column(
  id: ColumnId,
  [width, minWidth, yields]: readonly [width: number, minWidth: number, yields: number],
  draw: Column['draw'],
  { isFlexible = false, isHidden = false, roomyWidth = 0 }: Look = {},
): Column {
  return { id, width, minWidth, roomyWidth, yields, isFlexible, isHidden, draw };
}

export const COLUMNS: readonly Column[] = [
  column('time', [114, 64, 3], cells.callTimeCell),
  column('method', [60, 60, 5], cells.methodCell),
  column('host', [150, 80, 8], cells.hostCell, { isHidden: true }),
  column('path', [260, 122, 0], cells.pathCell, { isFlexible: true, roomyWidth: 180 }),
  column('status', [66, 50, 2], cells.statusCell),
  column('duration', [76, 56, 6], cells.durationCell, { isHidden: true }),
  column('user', [150, 80, 7], cells.userCell, { isHidden: true }),
  column('token', [72, 66, 4], cells.tokenCell),
  column('left', [70, 64, 1], cells.leftCell),
  column('initiator', [170, 64, 9], cells.initiatorCell, { isHidden: true }),
  column('cause', [120, 80, 10], cells.causeCell, { isHidden: true }),
  // Room for a cause of three words, how sure it is, and a picture for the word of the service.
  column('verdict', [270, 165, 0], cells.callVerdictCell, { isFlexible: true, roomyWidth: 190 }),
];
