import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface MenuItem {
  id: string;
  label: string;
  /** marked as something to think twice about */
  isSecret?: boolean;
  /** why it cannot be chosen */
  obstacle?: string | null;
}

const STEPS: Record<string, (index: number, count: number) => number> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

interface Props<Item extends MenuItem> {
  label: string;
  /** each item says in `data-<kind>` which it is */
  kind: string;
  groups: readonly (readonly Item[])[];
  onChoose: (item: Item) => void;
  onClose: () => void;
}

/** The items of an open menu, in groups; walked by the arrow keys. */
export function Menu<Item extends MenuItem>({
  label,
  kind,
  groups,
  onChoose,
  onClose,
}: Props<Item>) {
  const menu = useRef<HTMLDivElement>(null);
  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>('button:enabled') ?? [])];
  useLayoutEffect(() => items()[0]?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    // Keys of the menu are no keys of the panel behind it.
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      onClose();
      return;
    }
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[step(at, all.length)]?.focus();
  };
  return (
    <div role="menu" class="menu" ref={menu} aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
      {groups.map((group, index) => (
        <div key={group[0]?.id} role="none" class="menu-group">
          {index > 0 && <hr />}
          {group.map((item) => (
            <button
              key={item.id}
              type="button"
              role="menuitem"
              tabIndex={-1}
              {...{ [`data-${kind}`]: item.id }}
              data-secret={item.isSecret}
              disabled={typeof item.obstacle === 'string'}
              title={item.obstacle ?? undefined}
              onClick={() => onChoose(item)}
            >
              {item.label}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}

interface OpenMenu {
  /** of the element that holds button and menu */
  root: RefObject<HTMLDivElement | null>;
  isOpen: boolean;
  show(open: boolean): void;
  /** shuts it and gives the focus back to its button */
  close(): void;
  onFocusOut(event: FocusEvent): void;
}

/** Whether a menu is open; it shuts when the focus or a click goes elsewhere. */
export function useMenu(onShow: () => void = () => {}): OpenMenu {
  const root = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const show = (open: boolean) => {
    setOpen(open);
    onShow();
  };
  const isOutside = (target: EventTarget | null) =>
    target instanceof Node && !root.current?.contains(target);
  useEffect(() => {
    if (!isOpen) return;
    const end = new AbortController();
    const onPointerDown = ({ target }: PointerEvent) => {
      if (isOutside(target)) show(false);
    };
    document.addEventListener('pointerdown', onPointerDown, { signal: end.signal });
    return () => end.abort();
  }, [isOpen]);
  return {
    root,
    isOpen,
    show,
    close() {
      show(false);
      root.current?.querySelector<HTMLElement>('[aria-haspopup=menu]')?.focus();
    },
    onFocusOut({ relatedTarget }) {
      if (isOutside(relatedTarget)) show(false);
    },
  };
}
