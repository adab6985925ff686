import type { ComponentChildren } from 'preact';
import { Menu, type MenuItem, useMenu } from './Menu.tsx';

interface Props<Item extends MenuItem> {
  label: string;
  /** each item says in `data-<kind>` which it is */
  kind: string;
  /** asked for while the menu is open */
  groups: () => readonly (readonly Item[])[];
  /** the menu stays open until it is closed, as for an item that is asked for twice */
  onChoose: (item: Item, close: () => void) => void;
  onShow?: () => void;
  /** a tool is a picture, which the label names */
  look: 'button' | 'tool' | 'tool more';
  /** why there is nothing to choose now */
  obstacle?: string | null;
  children: ComponentChildren;
}

/** A button that opens a menu below itself. */
export function MenuButton<Item extends MenuItem>(props: Props<Item>) {
  const { label, kind, groups, onChoose, onShow, look, obstacle = null, children } = props;
  const { root, isOpen, show, close, onFocusOut } = useMenu(onShow);
  const name = look === 'button' ? undefined : label;
  return (
    <div class="menu-place" ref={root} onFocusOut={onFocusOut}>
      <button
        type="button"
        class={look}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={name}
        disabled={obstacle !== null}
        title={obstacle ?? name}
        onClick={() => show(!isOpen)}
      >
        {children}
      </button>
      {isOpen && (
        <Menu
          label={label}
          kind={kind}
          groups={groups()}
          onChoose={(item) => onChoose(item, close)}
          onClose={close}
        />
      )}
    </div>
  );
}
