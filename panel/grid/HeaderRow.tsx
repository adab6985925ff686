import type { Signal } from '@preact/signals';
import { useRef, useState } from 'preact/hooks';
import { wordKey } from '../../src/core/language/language.ts';
import type { MenuPlace } from '../dialogs/ColumnMenu.tsx';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { ColumnEdge } from './ColumnEdge.tsx';
import { movedEdge, type Widths, withoutWidth, withWidths } from './column-layout.ts';
import type { Column } from './columns.ts';
import { nextSort } from './sorting.ts';

interface Props {
  model: PanelModel;
  columns: readonly Column[];
  /** while an edge is being moved */
  dragged: Signal<Widths>;
  isMenuOpen: boolean;
  onMenu: (place: MenuPlace) => void;
}

function columnName({ id }: Column): string {
  return say(wordKey('grid_column', id));
}

/** The names of the columns: a click sorts, edges can be moved, a menu says which are shown. */
export function HeaderRow({ model, columns, dragged, isMenuOpen, onMenu }: Props) {
  const { sort, columns: kept } = model.settings.value;
  const row = useRef<HTMLDivElement>(null);
  const from = useRef<Widths | null>(null);
  const [stop, setStop] = useState(0);

  const measure = (): Widths => {
    const cells = [...(row.current?.children ?? [])];
    return Object.fromEntries(
      columns.map(({ id }, index) => [id, cells[index]?.getBoundingClientRect().width ?? 0]),
    );
  };
  const endMove = () => {
    from.current = null;
    if (Object.keys(dragged.peek()).length === 0) return;
    model.change({ columns: withWidths(model.settings.peek().columns, dragged.peek()) });
    dragged.value = {};
  };
  const focusStop = (index: number) => {
    const next = Math.min(columns.length - 1, Math.max(0, index));
    setStop(next);
    row.current?.querySelectorAll<HTMLElement>('.sort')[next]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowRight') focusStop(stop + 1);
    else if (event.key === 'ArrowLeft') focusStop(stop - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const tabStop = Math.min(stop, columns.length - 1);

  return (
    // biome-ignore lint/a11y/useSemanticElements: as the rows
    // biome-ignore lint/a11y/useFocusableInteractive: what is in it takes the focus
    <div
      role="row"
      class="row header"
      ref={row}
      aria-rowindex={1}
      onContextMenu={(event) => {
        event.preventDefault();
        const anchor = event.currentTarget;
        const { left } = anchor.getBoundingClientRect();
        onMenu({ anchor, x: event.clientX - left, y: anchor.offsetHeight });
      }}
    >
      {columns.map((column, index) => {
        const name = columnName(column);
        const isSorted = sort?.column === column.id;
        const isLast = index === columns.length - 1;
        return (
          // biome-ignore lint/a11y/useSemanticElements: as the cells
          // biome-ignore lint/a11y/useFocusableInteractive: what is in it takes the focus
          <div
            key={column.id}
            role="columnheader"
            class={`cell ${column.id}`}
            aria-label={name}
            aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
          >
            <button
              type="button"
              class="sort"
              title={name}
              tabIndex={index === tabStop ? 0 : -1}
              onFocus={() => setStop(index)}
              onClick={() => model.change({ sort: nextSort(sort, column.id) })}
              onKeyDown={onKeyDown}
            >
              <span class="name">{name}</span>
              {isSorted && <Icon name={sort.descending ? 'down' : 'up'} />}
            </button>
            {isLast ? (
              <button
                type="button"
                class="tool"
                aria-haspopup="menu"
                aria-expanded={isMenuOpen}
                aria-label={say('grid_columns')}
                title={say('grid_columns')}
                onClick={({ currentTarget: anchor }) =>
                  onMenu({ anchor, x: anchor.offsetWidth, y: anchor.offsetHeight })
                }
              >
                <Icon name="columns" />
              </button>
            ) : (
              <ColumnEdge
                column={column}
                name={name}
                width={dragged.value[column.id] ?? kept[column.id]?.width ?? null}
                isTabStop={index === tabStop}
                onMove={(byPx) => {
                  from.current ??= measure();
                  dragged.value = movedEdge(columns, from.current, column, byPx);
                }}
                onEnd={endMove}
                onReset={() => model.change({ columns: withoutWidth(kept, column) })}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}
