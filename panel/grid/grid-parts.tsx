import type { ComponentChildren } from 'preact';
import { preciseTime } from '../parts/times.ts';

export interface RowState {
  isOpened: boolean;
  isTabStop: boolean;
  /** `aria-rowindex`: the header is 1 */
  index: number;
}

type DataAttributes = Record<`data-${string}`, string>;

interface CellAttributes {
  title?: string;
  'aria-colspan'?: number;
}

interface RowOptions {
  rowKey: string;
  state: RowState;
  className: string;
  /** whether it has a detail to open */
  canOpen: boolean;
  attributes: DataAttributes;
  children: ComponentChildren;
}

/** A row of the grid. Plain functions draw rows and cells: components would cost ten per request. */
export function gridRow({ rowKey, state, className, canOpen, attributes, children }: RowOptions) {
  const selected = canOpen ? { 'aria-selected': state.isOpened } : {};
  return (
    // biome-ignore lint/a11y/useSemanticElements: tr cannot be skipped by content-visibility
    <div
      role="row"
      class={className}
      tabIndex={state.isTabStop ? 0 : -1}
      aria-rowindex={state.index}
      data-row={rowKey}
      {...selected}
      {...attributes}
    >
      {children}
    </div>
  );
}

/** A cell; rows, not cells, take the focus. */
export function cell(
  className: string,
  children: ComponentChildren,
  attributes: CellAttributes = {},
) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: as its row
    // biome-ignore lint/a11y/useFocusableInteractive: as said above
    <div role="gridcell" class={`cell ${className}`} {...attributes}>
      {children}
    </div>
  );
}

/** When a row began (ms), precise where there is room for it. */
export function timeCell(ms: number | null) {
  if (ms === null) return cell('time', '–');
  const time = preciseTime(ms);
  const words = (
    <>
      {time.slice(0, FRACTION_FROM)}
      <span class="fraction">{time.slice(FRACTION_FROM)}</span>
    </>
  );
  return cell('time', words);
}

/** `HH:MM:SS` is so long. */
const FRACTION_FROM = 8;

const COLUMNS = ['Time', 'Method', 'Path', 'Status', 'Token', 'Left', 'Verdict'] as const;
export const COLUMN_COUNT = COLUMNS.length;

/** The names of the columns; nothing can be done with them, so nothing there takes the focus. */
export function HeaderRow() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: as the rows
    // biome-ignore lint/a11y/useFocusableInteractive: as said above
    <div role="row" class="row header" aria-rowindex={1}>
      {COLUMNS.map((name) => (
        // biome-ignore lint/a11y/useSemanticElements: as the cells
        // biome-ignore lint/a11y/useFocusableInteractive: as said above
        <div key={name} role="columnheader" class={`cell ${name.toLowerCase()}`}>
          {name}
        </div>
      ))}
    </div>
  );
}
