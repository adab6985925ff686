import './tabs.css';
import { useRef } from 'preact/hooks';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

interface Tab {
  id: string;
  title: string;
  icon?: IconName;
  /** colour of the icon, by a name of the style sheet */
  tone?: string;
  note?: string | null;
}

interface Props {
  label: string;
  tabs: readonly Tab[];
  /** null while the panel is folded away */
  selected: string | null;
  /** id of the element that shows what a tab stands for */
  panelId: (id: string) => string;
  /** by a click or Enter, or by moving to it */
  onSelect: (id: string, isClick: boolean) => void;
}

function indexAfter(key: string, index: number, count: number): number | null {
  if (key === 'ArrowRight') return (index + 1) % count;
  if (key === 'ArrowLeft') return (index + count - 1) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}

/** Tabs with one stop for the Tab key; arrow keys go from one to the next. */
export function Tabs({ label, tabs, selected, panelId, onSelect }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const stop = tabs.some(({ id }) => id === selected) ? selected : tabs[0]?.id;
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const next = indexAfter(event.key, index, tabs.length);
    const tab = next === null ? undefined : tabs[next];
    if (!tab) return;
    event.preventDefault();
    event.stopPropagation();
    list.current?.querySelector<HTMLElement>(`[data-tab="${tab.id}"]`)?.focus();
    if (selected !== null) onSelect(tab.id, false);
  };
  return (
    <div ref={list} role="tablist" class="tabs" aria-label={label}>
      {tabs.map(({ id, title, icon, tone, note }, index) => (
        <button
          key={id}
          type="button"
          role="tab"
          class="tab"
          data-tab={id}
          data-tone={tone}
          tabIndex={id === stop ? 0 : -1}
          aria-selected={id === selected}
          aria-controls={panelId(id)}
          onClick={() => onSelect(id, true)}
          onKeyDown={(event) => onKeyDown(event, index)}
        >
          {icon && <Icon name={icon} />}
          {title}
          {note && <span class="number">{note}</span>}
        </button>
      ))}
    </div>
  );
}
