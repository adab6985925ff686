import type { Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Followable } from '../../src/core/recording/growing-lists.ts';
import type { KeptPlace } from '../model/kept-view.ts';
import { HEADER_PX, ROW_PX } from './grid-parts.tsx';
import { indexOf, isFlagged, type Row } from './rows.ts';
import { scrollTopFor } from './virtual-rows.ts';

/** This near to its end (px) the list counts as scrolled down, and stays so. */
const END_WITHIN_PX = 4;

/** What came while the reader was further up. */
export interface Unseen {
  requests: number;
  flagged: number;
  /** where to go: the first flagged one, else the last of all */
  target: number;
}

interface ReadingPlace {
  isAtEnd: boolean;
  /** the first row that is seen, and how much of it is not (px) */
  top: { key: string; hiddenPx: number } | null;
  /** ms; everything up to here was seen */
  seenUntil: number;
}

function atOf(row: Row): number | null {
  if (row.kind === 'entry') return row.entry.at;
  return row.kind === 'group' ? row.group.firstAt : null;
}

function lastAt(rows: readonly Row[], until: number): number {
  for (let index = Math.min(until, rows.length - 1); index >= 0; index -= 1) {
    const row = rows[index];
    const at = row ? atOf(row) : null;
    if (at !== null) return at;
  }
  return Number.NEGATIVE_INFINITY;
}

function unseenIn(rows: readonly Row[], seenUntil: number): Unseen {
  const unseen: Unseen = { requests: 0, flagged: 0, target: rows.length - 1 };
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const row = rows[index];
    const at = row ? atOf(row) : null;
    if (!row || at === null) continue;
    if (at <= seenUntil) break;
    if (row.kind === 'group') unseen.requests += row.group.requests.length - row.group.flagged;
    else if (row.kind === 'entry' && row.entry.kind !== 'marker') unseen.requests += 1;
    if (!isFlagged(row)) continue;
    unseen.flagged += 1;
    unseen.target = index;
  }
  return unseen;
}

/** The rows to draw are told now instead of with the next frame, so that nothing is drawn blank. */
export function scrollTo(grid: HTMLElement, top: number): void {
  grid.scrollTop = top;
  grid.dispatchEvent(new Event('scroll'));
}

interface Options {
  /** what the rows are sorted by; empty: the log's own order, whose end is followed */
  order: string;
  /** the row that is read, which a change of size does not move; -1: none of these */
  openedIndex: number;
  /** where the reader is left, and found when the panel is drawn anew */
  kept: Signal<KeptPlace | null>;
}

const AT_END: ReadingPlace = { isAtEnd: true, top: null, seenUntil: Number.NEGATIVE_INFINITY };

function readingPlaceOf(kept: KeptPlace | null): ReadingPlace {
  if (!kept) return AT_END;
  const { key, hiddenPx, seenUntil } = kept;
  return { isAtEnd: false, top: { key, hiddenPx }, seenUntil };
}

/** Null at the end, or where no row is seen. */
function keptPlace({ isAtEnd, top, seenUntil }: ReadingPlace): KeptPlace | null {
  if (isAtEnd || !top) return null;
  return { key: top.key, hiddenPx: top.hiddenPx, seenUntil: Math.max(0, seenUntil) };
}

/**
 * Keeps the reader's place: at the end it follows new rows, further up it stays with the rows that
 * are seen, whatever comes or goes above them.
 */
export function useReadingPlace(
  grid: RefObject<HTMLDivElement | null>,
  arranged: Followable<Row>,
  { order, openedIndex, kept }: Options,
) {
  const rows = arranged.items;
  const place = useRef<ReadingPlace>(readingPlaceOf(kept.peek()));
  const lastOrder = useRef(order);
  const [isAtEnd, setAtEnd] = useState(place.current.isAtEnd);
  const [width, setWidth] = useState(0);
  const height = useRef(0);
  const isLog = order === '';

  /** Takes what is seen now for what the reader chose. */
  const readPlace = () => {
    if (!grid.current) return;
    const { scrollTop, clientHeight, scrollHeight } = grid.current;
    const first = Math.floor(scrollTop / ROW_PX);
    const last = Math.floor((scrollTop + clientHeight - HEADER_PX) / ROW_PX) - 1;
    const top = rows[first];
    const isAtEnd = scrollTop >= scrollHeight - clientHeight - END_WITHIN_PX;
    const seen = lastAt(rows, isAtEnd ? rows.length - 1 : last);
    place.current = {
      isAtEnd,
      top: top ? { key: top.key, hiddenPx: scrollTop - first * ROW_PX } : null,
      seenUntil: isLog ? Math.max(isAtEnd ? 0 : place.current.seenUntil, seen) : 0,
    };
    kept.value = keptPlace(place.current);
    setAtEnd(isAtEnd);
  };
  /** A list that the browser moved for its new height was not moved by the reader. */
  const onScroll = ({ isTrusted }: Event) => {
    if (!isTrusted || grid.current?.clientHeight === height.current) readPlace();
  };
  const stay = (list: HTMLElement) => {
    const { top } = place.current;
    const index = top ? indexOf(rows, top.key) : -1;
    const wanted = index * ROW_PX + (top?.hiddenPx ?? 0);
    if (index !== -1 && wanted !== list.scrollTop) scrollTo(list, wanted);
  };
  const settle = () => {
    if (!grid.current) return;
    if (lastOrder.current !== order) {
      lastOrder.current = order;
      scrollTo(grid.current, isLog ? grid.current.scrollHeight : 0);
    } else if (place.current.isAtEnd && isLog) {
      scrollTo(grid.current, grid.current.scrollHeight);
    } else stay(grid.current);
  };
  /** What opens below the grid must not cover the row that it is about. */
  const keepOpened = (list: HTMLElement) => {
    const { scrollTop, clientHeight } = list;
    const top = openedIndex * ROW_PX;
    const bottom = top + ROW_PX + HEADER_PX;
    const wasSeen = top >= scrollTop && bottom <= scrollTop + height.current;
    if (wasSeen && bottom > scrollTop + clientHeight)
      scrollTo(list, scrollTopFor(list, openedIndex));
  };
  const onResize = () => {
    if (!grid.current) return;
    setWidth(grid.current.clientWidth);
    if (place.current.isAtEnd && isLog && openedIndex === -1)
      scrollTo(grid.current, grid.current.scrollHeight);
    else {
      stay(grid.current);
      keepOpened(grid.current);
      readPlace();
    }
    height.current = grid.current.clientHeight;
  };
  const latestOnResize = useRef(onResize);
  latestOnResize.current = onResize;
  useLayoutEffect(settle, [arranged, order]);
  useLayoutEffect(() => {
    if (!grid.current) return;
    setWidth(grid.current.clientWidth);
    height.current = grid.current.clientHeight;
    const observer = new ResizeObserver(() => latestOnResize.current());
    observer.observe(grid.current);
    return () => observer.disconnect();
  }, [grid]);

  const unseen = isAtEnd || !isLog ? null : unseenIn(rows, place.current.seenUntil);
  return {
    onScroll,
    unseen: unseen && unseen.requests > 0 ? unseen : null,
    width,
    followsEnd: isAtEnd && isLog && lastOrder.current === order,
  };
}
