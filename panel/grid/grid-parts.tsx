import type { ComponentChildren } from 'preact';
import { IN_FIREFOX } from '../parts/in-firefox.ts';

/** Of every row, as in the browser's own Network panel; `--row` of the theme and the grid is this. */
export const ROW_PX = IN_FIREFOX ? 24 : 21;
export const HEADER_ROWS = 1;
/** Of the header; `--head` of the theme is this. */
export const HEADER_PX = IN_FIREFOX ? 25 : 27;

/** How a row stands in the grid. */
export interface RowPlace {
  key: string;
  /** from 0, under the header */
  index: number;
  /** px below the header */
  top: number;
  isTabStop: boolean;
  /** whether its detail is open */
  isOpened: boolean;
}

type DataAttributes = Partial<Record<`data-${string}`, string>>;

interface CellAttributes {
  title?: string;
  'aria-colspan'?: number;
}

interface RowOptions {
  place: RowPlace;
  className: string;
  /** whether it has a detail to open */
  canOpen?: boolean;
  attributes?: DataAttributes;
  children: ComponentChildren;
}

/** A row of the grid. Plain functions draw rows and cells: components would cost ten per request. */
export function gridRow({
  place,
  className,
  canOpen = false,
  attributes = {},
  children,
}: RowOptions) {
  const selected = canOpen ? { 'aria-selected': place.isOpened } : {};
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a table cannot be placed one by one
    <div
      role="row"
      class={className}
      style={{ top: `${place.top}px` }}
      tabIndex={place.isTabStop ? 0 : -1}
      aria-rowindex={place.index + HEADER_ROWS + 1}
      data-row={place.key}
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
