import type { Settings } from '../settings.ts';
import { COLUMNS, type Column } from './columns.ts';

type KeptColumns = Settings['columns'];

/** px, by id */
export type Widths = Readonly<Record<string, number>>;

/** Whether the user wants to see it. */
export function isChosen(column: Column, kept: KeptColumns): boolean {
  return !(kept[column.id]?.isHidden ?? column.isHidden);
}

/** What was chosen; where users are mixed up, also whose token each row sent, unless that was put away. */
export function chosenAmong(kept: KeptColumns, areUsersMixed: boolean): KeptColumns {
  return areUsersMixed ? { user: { isHidden: false }, ...kept } : kept;
}

/** The chosen columns for which so many px have room; the least needed give way. */
export function shownColumns(kept: KeptColumns, availablePx: number): readonly Column[] {
  const chosen = COLUMNS.filter((column) => isChosen(column, kept));
  const gone = new Set<Column>();
  let neededPx = chosen.reduce((sum, { minWidth }) => sum + minWidth, 0);
  for (const column of chosen.toSorted((a, b) => b.yields - a.yields)) {
    if (neededPx <= availablePx || column.yields === 0) break;
    gone.add(column);
    neededPx -= column.minWidth;
  }
  return chosen.filter((column) => !gone.has(column));
}

/**
 * For `grid-template-columns`: of what all leave at their least, those with a `roomyWidth` have that first,
 * one after the other, then fixed ones their width; flexible ones share the rest.
 */
export function columnTemplate(
  columns: readonly Column[],
  kept: KeptColumns,
  dragged: Widths,
): string {
  let neededPx = columns.reduce((sum, { minWidth }) => sum + minWidth, 0);
  return columns
    .map(({ id, width, minWidth, roomyWidth, isFlexible }) => {
      const set = dragged[id] ?? kept[id]?.width ?? width;
      const least = roomyWidth
        ? `clamp(${minWidth}px, 100% - ${neededPx - minWidth}px, ${roomyWidth}px)`
        : `${minWidth}px`;
      if (roomyWidth) neededPx += roomyWidth - minWidth;
      return `minmax(${least}, ${set}${isFlexible ? 'fr' : 'px'})`;
    })
    .join(' ');
}

/**
 * Widths after the edge between a column and the next was moved by so many px: what one gains the
 * other loses, and none gets narrower than it may. Flexible ones keep what they have on the screen.
 */
export function movedEdge(
  columns: readonly Column[],
  widths: Widths,
  left: Column,
  byPx: number,
): Widths {
  const right = columns[columns.indexOf(left) + 1];
  if (!right) return {};
  const px = ({ id }: Column) => widths[id] ?? 0;
  const most = Math.max(0, px(right) - right.minWidth);
  const least = Math.min(0, left.minWidth - px(left));
  const by = Math.round(Math.min(most, Math.max(least, byPx)));
  const flexible = columns.filter(({ isFlexible }) => isFlexible);
  return {
    ...Object.fromEntries(flexible.map((column) => [column.id, px(column)])),
    [left.id]: px(left) + by,
    [right.id]: px(right) - by,
  };
}

export function withWidths(kept: KeptColumns, widths: Widths): KeptColumns {
  const changed = Object.entries(widths).map(([id, width]) => [id, { ...kept[id], width }]);
  return { ...kept, ...Object.fromEntries(changed) };
}

/** A column as wide again as it is from the start. */
export function withoutWidth(kept: KeptColumns, { id }: Column): KeptColumns {
  const { width: _, ...rest } = kept[id] ?? {};
  return { ...kept, [id]: rest };
}
