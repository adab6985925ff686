import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { LogEntry } from '../src/core/log.ts';
import { stepTo } from './grid-keys.ts';
import { COLUMN_COUNT, HeaderRow } from './grid-parts.tsx';
import { nextFrame } from './next-frame.ts';
import { type PanelModel, rowKey } from './panel-model.ts';
import { drawRow } from './row-cache.tsx';

/** Rows that are drawn at once; more come with the next frames, so that a burst blocks nothing. */
const ROWS_PER_FRAME = 200;
/** This near to its end (px) the list counts as scrolled down, and stays so. */
const END_WITHIN_PX = 4;

/** How many of `total` rows to draw now; grows frame by frame. */
function useGradually(total: number): number {
  const drawn = useRef(0);
  const [, redraw] = useState(0);
  const count = Math.min(total, drawn.current + ROWS_PER_FRAME);
  useLayoutEffect(() => {
    drawn.current = count;
    return count < total ? nextFrame(() => redraw((turn) => turn + 1)) : undefined;
  });
  return count;
}

function rowOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
}

function canOpen(entries: readonly LogEntry[], key: string): boolean {
  return entries.some((entry) => rowKey(entry) === key && entry.kind !== 'marker');
}

export function RequestGrid({ model }: { model: PanelModel }) {
  const entries = model.visible.value;
  const opened = model.opened.value;
  const grid = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const [active, setActive] = useState<string | null>(null);
  const shown = useGradually(entries.length);

  useLayoutEffect(() => {
    if (isAtEnd.current && grid.current) grid.current.scrollTop = grid.current.scrollHeight;
  }, [shown, entries]);

  const lastKey = entries[shown - 1] ? rowKey(entries[shown - 1] as LogEntry) : null;
  const isActiveShown = active !== null && entries.some((entry) => rowKey(entry) === active);
  const tabStop = isActiveShown ? active : lastKey;

  const open = (key: string) => {
    if (canOpen(entries, key)) model.opened.value = key;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rowOf(event.target);
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      open(row.dataset.row ?? '');
      return;
    }
    const next = stepTo(event.key, row);
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
    if (opened !== null) open(next.dataset.row ?? '');
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: as its rows
    <div
      ref={grid}
      role="grid"
      class="grid"
      aria-label="Requests"
      aria-rowcount={entries.length + 1}
      aria-colcount={COLUMN_COUNT}
      data-requests={model.counts.value.requests}
      tabIndex={entries.length === 0 ? 0 : -1}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        isAtEnd.current = scrollTop + clientHeight >= scrollHeight - END_WITHIN_PX;
      }}
      onFocusIn={({ target }) => setActive(rowOf(target)?.dataset.row ?? null)}
      onClick={({ target }) => open(rowOf(target)?.dataset.row ?? '')}
      onKeyDown={onKeyDown}
    >
      <HeaderRow />
      {entries.slice(0, shown).map((entry, index) => {
        const key = rowKey(entry);
        const state = { isOpened: key === opened, isTabStop: key === tabStop, index: index + 2 };
        return drawRow(entry, key, state, model.session.recording.profile);
      })}
    </div>
  );
}
