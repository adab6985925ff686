import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { LogEntry } from '../../src/core/log.ts';
import { type PanelModel, rowKey } from '../panel-model.ts';
import { stepTo } from './grid-keys.ts';
import { COLUMN_COUNT, HeaderRow } from './grid-parts.tsx';
import { drawRow } from './row-cache.tsx';
import { useChunks } from './row-chunks.tsx';

/** This near to its end (px) the list counts as scrolled down, and stays so. */
const END_WITHIN_PX = 4;
const HEADER_ROWS = 1;

function keyAt(target: EventTarget | null): string | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  return row?.dataset.row ?? null;
}

function indexOf(entries: readonly LogEntry[], key: string | null): number {
  return key === null ? -1 : entries.findIndex((entry) => rowKey(entry) === key);
}

/** Where the reader is, from 0 at the top to 1 at the end; follows new rows while at the end. */
function useFollowedEnd(entries: readonly LogEntry[], isReading: boolean) {
  const grid = useRef<HTMLDivElement>(null);
  const place = useRef(1);
  const follow = () => {
    if (place.current === 1 && grid.current) grid.current.scrollTop = grid.current.scrollHeight;
  };
  useLayoutEffect(follow, [entries]);
  useLayoutEffect(() => {
    if (isReading || !grid.current) return;
    const observer = new ResizeObserver(follow);
    observer.observe(grid.current);
    return () => observer.disconnect();
  }, [isReading]);
  const onScroll = () => {
    if (!grid.current) return;
    const { scrollTop, clientHeight, scrollHeight } = grid.current;
    const way = scrollHeight - clientHeight;
    place.current = scrollTop >= way - END_WITHIN_PX ? 1 : scrollTop / way;
  };
  return { grid, place, onScroll };
}

export function RequestGrid({ model }: { model: PanelModel }) {
  const entries = model.visible.value;
  const opened = model.opened.value;
  const { profile } = model.session.recording;
  const [active, setActive] = useState<string | null>(null);
  const { grid, place, onScroll } = useFollowedEnd(entries, opened !== null);
  useLayoutEffect(() => {
    const row = grid.current?.querySelector('[aria-selected="true"]');
    row?.scrollIntoView({ block: 'nearest' });
  }, [opened]);

  const openedIndex = indexOf(entries, opened);
  const activeIndex = indexOf(entries, active);
  const tabStop = activeIndex === -1 ? entries.length - 1 : activeIndex;
  const rows = entries.map((entry, index) => {
    const isOpened = index === openedIndex;
    const state = { isOpened, isTabStop: index === tabStop, index: index + HEADER_ROWS + 1 };
    return drawRow(entry, state, profile);
  });
  const chunks = useChunks(rows, place.current);

  const open = (entry: LogEntry | undefined) => {
    if (entry && entry.kind !== 'marker') model.opened.value = rowKey(entry);
  };
  const goTo = (index: number) => {
    const entry = entries[index];
    const row = entry && grid.current?.querySelector<HTMLElement>(`[data-row="${rowKey(entry)}"]`);
    row?.focus();
    row?.scrollIntoView({ block: 'nearest' });
    if (opened !== null) open(entry);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const index = indexOf(entries, keyAt(event.target));
    if (index === -1 || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = stepTo(event.key, index, entries.length);
    if (next !== null) goTo(next);
    else if (event.key === 'Enter' || event.key === ' ') open(entries[index]);
    else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: as its rows
    <div
      ref={grid}
      role="grid"
      class="grid"
      aria-label="Requests"
      aria-rowcount={entries.length + HEADER_ROWS}
      aria-colcount={COLUMN_COUNT}
      data-requests={model.counts.value.requests}
      tabIndex={entries.length === 0 ? 0 : -1}
      onScroll={onScroll}
      onFocusIn={({ target }) => setActive(keyAt(target))}
      onClick={({ target }) => open(entries[indexOf(entries, keyAt(target))])}
      onKeyDown={onKeyDown}
    >
      <HeaderRow />
      {chunks}
    </div>
  );
}
