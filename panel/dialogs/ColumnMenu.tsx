import { useLayoutEffect, useRef } from 'preact/hooks';
import { wordKey } from '../../src/core/language/language.ts';
import { isChosen } from '../grid/column-layout.ts';
import { COLUMNS, type Column } from '../grid/columns.ts';
import { stepTo } from '../grid/grid-keys.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import type { Settings } from '../settings.ts';
import { say } from '../words/language.ts';

export interface MenuPlace {
  /** a part of the grid; the other two in px from its corner */
  anchor: Element;
  x: number;
  y: number;
}

interface Props {
  model: PanelModel;
  place: MenuPlace;
  chosen: Settings['columns'];
  /** those of the chosen ones for which there is room */
  shown: readonly Column[];
  onClose: () => void;
}

/** Without these a row says nothing. */
const CAN_HIDE = COLUMNS.filter(({ id }) => id !== 'path');

function hide(model: PanelModel, column: Column, isHidden: boolean): void {
  const { columns } = model.settings.peek();
  model.change({ columns: { ...columns, [column.id]: { ...columns[column.id], isHidden } } });
}

/** What stays free between the menu and the edge of the window. */
const EDGE_PX = 4;

/** Which columns are shown. */
export function ColumnMenu({ model, place, chosen, shown, onClose }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>('button') ?? [])];
  useLayoutEffect(() => {
    const element = menu.current;
    if (!element) return;
    element.showPopover();
    const put = () => {
      const { left, top } = place.anchor.getBoundingClientRect();
      const { width, height } = element.getBoundingClientRect();
      const within = (at: number, most: number) => `${Math.max(0, Math.min(at, most - EDGE_PX))}px`;
      element.style.left = within(left + place.x, innerWidth - width);
      element.style.top = within(top + place.y, innerHeight - height);
    };
    items()[0]?.focus();
    // What grows above the grid takes its height from it.
    const sizes = new ResizeObserver(put);
    const grid = place.anchor.closest('.grid');
    if (grid) sizes.observe(grid);
    return () => sizes.disconnect();
  }, [place]);

  const onKeyDown = (event: KeyboardEvent) => {
    const all = items();
    const index = all.indexOf(event.target as HTMLElement);
    const next = stepTo(event.key, index, all.length);
    event.stopPropagation();
    if (next !== null) all[next]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') menu.current?.hidePopover();
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={menu}
      role="menu"
      class="menu"
      popover="auto"
      aria-label={say('grid_columns')}
      onToggle={(event) => {
        if (event.newState === 'closed') onClose();
      }}
      onKeyDown={onKeyDown}
    >
      {CAN_HIDE.map((column) => {
        const isWanted = isChosen(column, chosen);
        return (
          <button
            key={column.id}
            type="button"
            role="menuitemcheckbox"
            aria-checked={isWanted}
            tabIndex={-1}
            onClick={() => hide(model, column, isWanted)}
          >
            <span class="tick">{isWanted && <Icon name="tick" />}</span>
            {say(wordKey('grid_column', column.id))}
            {isWanted && !shown.includes(column) && (
              <span class="subtle">{say('grid_no_room')}</span>
            )}
          </button>
        );
      })}
      <hr />
      <button
        type="button"
        role="menuitem"
        tabIndex={-1}
        onClick={() => {
          model.change({ columns: {}, sort: null });
          menu.current?.hidePopover();
        }}
      >
        <span class="tick" />
        {say('grid_columns_reset')}
      </button>
    </div>
  );
}
