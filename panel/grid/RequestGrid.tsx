import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { MenuPlace } from '../dialogs/ColumnMenu.tsx';
import type { PanelModel } from '../model/panel-model.ts';
import { later } from '../parts/later.tsx';
import { isTyping } from '../parts/typing.ts';
import { say } from '../words/language.ts';
import { spanDays } from '../words/times.ts';
import { chosenAmong, columnTemplate, shownColumns, type Widths } from './column-layout.ts';
import { RowDrawer } from './draw-row.tsx';
import { nextWanted, stepTo } from './grid-keys.ts';
import { HEADER_PX, HEADER_ROWS, ROW_PX } from './grid-parts.tsx';
import { HeaderRow } from './HeaderRow.tsx';
import { scrollTo, useReadingPlace } from './reading-place.ts';
import { keyAt, useRowFocus } from './row-focus.ts';
import { GridRows, groupHolding, indexOf, isFlagged, type Row } from './rows.ts';
import { scrollTopFor, useVirtualRows } from './virtual-rows.ts';

const NewRowsPill = later(() => import('./NewRowsPill.tsx').then((part) => part.NewRowsPill));
const ColumnMenu = later(() => import('../dialogs/ColumnMenu.tsx').then((part) => part.ColumnMenu));

/** So high a list without rows is, for the sentence that stands in their place. */
const EMPTY_ROWS = 8;

/** The routes whose groups are open, and the rows that follow from it. */
function useRows(model: PanelModel) {
  const open = useSignal<ReadonlySet<string>>(new Set());
  const gridRows = useMemo(() => new GridRows(), []);
  const arranged = useComputed(() => {
    const { sort, grouped } = model.settings.value;
    const { letGo } = model.snapshot.value;
    const arrangement = { sort, isGrouped: grouped, open: open.value, letGo };
    return gridRows.read(model.visible.value, arrangement);
  });
  const setOpen = (route: string, isOpen: boolean) => {
    const routes = new Set(open.peek());
    if (isOpen) routes.add(route);
    else routes.delete(route);
    open.value = routes;
  };
  return { arranged: arranged.value, setOpen };
}

export function RequestGrid({ model }: { model: PanelModel }) {
  const grid = useRef<HTMLDivElement>(null);
  const dragged = useSignal<Widths>({});
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const { arranged, setOpen } = useRows(model);
  const rows = arranged.items;
  const opened = model.opened.value;
  const { sort, columns: kept } = model.settings.value;
  const order = sort ? `${sort.column} ${sort.descending}` : '';
  const focus = useRowFocus(grid, rows);
  const openedIndex = indexOf(rows, opened);
  const { onScroll, unseen, width, followsEnd } = useReadingPlace(grid, arranged, {
    order,
    openedIndex,
    kept: model.place,
  });
  const keep = [focus.stop, openedIndex];
  const drawn = useVirtualRows(grid, { count: rows.length, followsEnd, keep }).flatMap((index) => {
    const row = rows[index];
    if (!row) return [];
    const [isTabStop, isOpened] = [index === focus.stop, index === openedIndex];
    return [{ row, place: { key: row.key, index, top: index * ROW_PX, isTabStop, isOpened } }];
  });
  const { profile } = model.session.recording;
  const isDated = useComputed(() => spanDays(model.snapshot.value.entries.items)).value;
  const mixed = useComputed(() => {
    const found = model.findings.value.find(({ code }) => code === 'two-users');
    return found?.requests ?? null;
  }).value;
  const areMixed = mixed !== null;
  const chosen = useMemo(() => chosenAmong(kept, areMixed), [kept, areMixed]);
  const look = useMemo(
    () => ({
      columns: shownColumns(chosen, width || Number.POSITIVE_INFINITY),
      profile,
      isDated,
      mixed,
    }),
    [chosen, width, profile, isDated, mixed],
  );
  const { columns } = look;
  const drawer = useMemo(() => new RowDrawer(), []);

  const reveal = (index: number) => {
    if (!grid.current) return;
    const top = scrollTopFor(grid.current, index);
    if (top !== grid.current.scrollTop) scrollTo(grid.current, top);
  };
  const toReveal = useRef<string | null>(null);
  const isDrawn = useRef(false);
  useLayoutEffect(() => {
    // What was open before this was drawn lies where the reader left it.
    if (isDrawn.current) toReveal.current = opened;
    isDrawn.current = true;
    if (opened !== null && keyAt(document.activeElement) !== null) focus.focus(opened);
  }, [opened, model.revealed.value]);
  useLayoutEffect(() => {
    const index = indexOf(rows, toReveal.current);
    const group = index === -1 ? groupHolding(rows, toReveal.current) : null;
    if (group) {
      setOpen(group.route, true);
      return;
    }
    toReveal.current = null;
    if (index !== -1) reveal(index);
  });

  const activate = (row: Row | undefined) => {
    if (row?.kind === 'group') setOpen(row.group.route, !row.isOpen);
    else if (row?.kind === 'entry' && row.entry.kind !== 'marker') model.opened.value = row.key;
  };
  const goTo = (index: number) => {
    const row = rows[index];
    if (!row) return;
    reveal(index);
    focus.focus(row.key);
    if (opened !== null && row.kind === 'entry') activate(row);
  };
  const fold = (index: number, isOpen: boolean): boolean => {
    const row = rows[index];
    if (row?.kind === 'group') setOpen(row.group.route, isOpen);
    else if (row?.kind === 'entry' && row.inside && !isOpen)
      goTo(
        rows.findIndex(
          (one) => one.kind === 'group' && one.group.requests.some((each) => each === row.entry),
        ),
      );
    else return false;
    return true;
  };
  const act = (key: string, index: number): boolean => {
    if (key === 'ArrowRight' || key === 'ArrowLeft') return fold(index, key === 'ArrowRight');
    const isActivation = key === 'Enter' || key === ' ';
    if (isActivation) activate(rows[index]);
    const pageRows = Math.floor(((grid.current?.clientHeight ?? 0) - HEADER_PX) / ROW_PX) - 1;
    const next = stepTo(key, index, rows.length, Math.max(1, pageRows));
    if (next !== null) goTo(next);
    return isActivation || next !== null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const index = indexOf(rows, keyAt(event.target));
    if (index === -1 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(event.key, index)) event.preventDefault();
  };
  const onAnyKeyDown = useRef((_event: KeyboardEvent) => {});
  onAnyKeyDown.current = (event) => {
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key.toLowerCase() !== 'n' || hasModifier || isTyping(event.target)) return;
    goTo(nextWanted(rows, focus.stop, event.shiftKey ? -1 : 1, isFlagged));
    event.preventDefault();
  };
  useEffect(() => {
    const end = new AbortController();
    const listen = (event: KeyboardEvent) => onAnyKeyDown.current(event);
    document.body.addEventListener('keydown', listen, { signal: end.signal });
    return () => end.abort();
  }, []);

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: as its rows */}
      <div
        ref={grid}
        role="grid"
        class="grid"
        style={{
          '--row': `${ROW_PX}px`,
          '--whole': `${HEADER_PX + (rows.length || EMPTY_ROWS) * ROW_PX}px`,
          '--columns': columnTemplate(columns, kept, dragged.value),
        }}
        aria-label={say('grid_name')}
        aria-rowcount={rows.length + HEADER_ROWS}
        aria-colcount={columns.length}
        data-requests={model.counts.value.requests}
        tabIndex={rows.length === 0 ? 0 : -1}
        onScroll={onScroll}
        onFocusIn={focus.onFocusIn}
        onFocusOut={focus.onFocusOut}
        onClick={({ target }) => activate(rows[indexOf(rows, keyAt(target))])}
        onKeyDown={onKeyDown}
      >
        <HeaderRow
          model={model}
          columns={columns}
          dragged={dragged}
          isMenuOpen={menu !== null}
          onMenu={setMenu}
        />
        {/* biome-ignore lint/a11y/useSemanticElements: as its rows */}
        <div role="rowgroup" class="rows" style={{ height: `${rows.length * ROW_PX}px` }}>
          {drawer.draw(drawn, look)}
        </div>
      </div>
      {unseen && <NewRowsPill unseen={unseen} onGo={() => goTo(unseen.target)} />}
      {menu && (
        <ColumnMenu
          model={model}
          place={menu}
          chosen={chosen}
          shown={columns}
          onClose={() => setMenu(null)}
        />
      )}
    </>
  );
}
