import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { indexOf, type Row } from './rows.ts';

/** The key of the row that something lies in. */
export function keyAt(target: EventTarget | null): string | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  return row?.dataset.row ?? null;
}

/**
 * The one row that Tab leads to, which has the focus or had it last. It lives on while it is
 * scrolled out of sight; when it goes, its neighbour takes the focus over.
 */
export function useRowFocus(grid: RefObject<HTMLDivElement | null>, rows: readonly Row[]) {
  const [active, setActive] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const focused = useRef<string | null>(null);
  const lastIndex = useRef(-1);
  const index = indexOf(rows, active);
  const fallback = lastIndex.current === -1 ? rows.length - 1 : lastIndex.current;
  const stop = index === -1 ? Math.min(fallback, rows.length - 1) : index;

  const focusWanted = () => {
    if (wanted.current === null) return;
    const row = grid.current?.querySelector<HTMLElement>(
      `[data-row="${CSS.escape(wanted.current)}"]`,
    );
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  };
  useLayoutEffect(() => {
    if (index !== -1) lastIndex.current = index;
    const isLost = focused.current !== null && indexOf(rows, focused.current) === -1;
    if (isLost && document.activeElement === document.body)
      wanted.current = rows[stop]?.key ?? null;
    focusWanted();
  });

  return {
    /** where Tab leads; −1 in an empty grid */
    stop,
    focus: (key: string) => {
      setActive(key);
      wanted.current = key;
      focusWanted();
    },
    /** Leads Tab to a row, and the focus with it where another row has it. */
    follow: (key: string) => {
      setActive(key);
      if (keyAt(document.activeElement) === null) return;
      wanted.current = key;
      focusWanted();
    },
    onFocusIn: ({ target }: FocusEvent) => {
      focused.current = keyAt(target);
      if (focused.current !== null) setActive(focused.current);
    },
    onFocusOut: ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) focused.current = null;
    },
  };
}
