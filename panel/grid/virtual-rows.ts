import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { HEADER_PX, ROW_PX } from './grid-parts.tsx';

/** So many rows are drawn beyond each edge of what is seen, for scrolling is faster than drawing. */
const OVERSCAN_ROWS = 15;

/** The rows from one index up to, not including, another. */
interface Range {
  from: number;
  to: number;
}

function seenIn({ scrollTop, clientHeight }: HTMLElement): Range {
  return {
    from: Math.floor(scrollTop / ROW_PX),
    to: Math.ceil((scrollTop + clientHeight - HEADER_PX) / ROW_PX),
  };
}

interface Options {
  count: number;
  /** whether the end stays in view, whatever comes: its rows are drawn before the list is scrolled to them */
  followsEnd: boolean;
  /** indexes that are drawn anyway */
  keep: readonly number[];
}

/** All rows have one height. Which of so many to draw: those near to what is seen, and those to `keep`. */
export function useVirtualRows(
  grid: RefObject<HTMLDivElement | null>,
  { count, followsEnd, keep }: Options,
): number[] {
  const [seen, setSeen] = useState<Range>({ from: 0, to: 0 });
  useLayoutEffect(() => {
    const element = grid.current;
    if (!element) return;
    const look = () => {
      const now = seenIn(element);
      setSeen((before) => (before.from === now.from && before.to === now.to ? before : now));
    };
    const end = new AbortController();
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    element.addEventListener('scroll', look, { signal: end.signal, passive: true });
    look();
    return () => {
      end.abort();
      sizes.disconnect();
    };
  }, [grid]);
  const first = followsEnd ? count - (seen.to - seen.from) : Math.min(seen.from, count);
  const from = Math.max(0, first - OVERSCAN_ROWS);
  const to = followsEnd ? count : Math.min(count, seen.to + OVERSCAN_ROWS);
  const near = Array.from({ length: Math.max(0, to - from) }, (_, step) => from + step);
  const far = keep.filter((index) => index >= 0 && index < count && (index < from || index >= to));
  return [...new Set([...near, ...far])].sort((a, b) => a - b);
}

/** Where the grid must be scrolled to, in px, so that a row is seen whole, and the first one below the header, too. */
export function scrollTopFor(
  { scrollTop, clientHeight }: Pick<HTMLElement, 'scrollTop' | 'clientHeight'>,
  index: number,
): number {
  const top = index * ROW_PX;
  const bottom = top + ROW_PX + HEADER_PX;
  const least = Math.ceil((bottom - clientHeight) / ROW_PX) * ROW_PX;
  // In a list too low for a row it would lie below the header.
  return Math.min(top, Math.max(scrollTop, least));
}
