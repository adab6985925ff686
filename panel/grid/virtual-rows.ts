import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type Range,
  Virtualizer,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';
import { HEADER_ROWS, ROW_PX } from './grid-parts.tsx';

/** So many rows are drawn beyond each edge of what is seen, for scrolling is faster than drawing. */
const OVERSCAN_ROWS = 15;
const HEADER_PX = HEADER_ROWS * ROW_PX;

export type VirtualRows = Virtualizer<HTMLDivElement, HTMLDivElement>;

/** Says which of so many rows to draw: those near to what is seen, and those to `keep` anyway. */
export function useVirtualRows(
  grid: RefObject<HTMLDivElement | null>,
  count: number,
  keep: readonly number[],
): VirtualRows {
  const [, redraw] = useReducer((turn: number) => turn + 1, 0);
  const options = {
    count,
    getScrollElement: () => grid.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN_ROWS,
    scrollMargin: HEADER_PX,
    scrollPaddingStart: HEADER_PX,
    rangeExtractor: (range: Range) => {
      const kept = keep.filter((index) => index >= 0 && index < count);
      return [...new Set([...defaultRangeExtractor(range), ...kept])].sort((a, b) => a - b);
    },
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => redraw(undefined),
  };
  const [rows] = useState(() => new Virtualizer<HTMLDivElement, HTMLDivElement>(options));
  rows.setOptions(options);
  useLayoutEffect(() => rows._didMount(), [rows]);
  useLayoutEffect(() => rows._willUpdate());
  return rows;
}
