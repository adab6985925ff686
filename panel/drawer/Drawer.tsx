import './drawer.css';
import { useId } from 'preact/hooks';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { useMediaQuery } from '../parts/media-query.ts';
import { ResizablePane } from '../parts/ResizablePane.tsx';
import { Tabs } from '../parts/Tabs.tsx';
import { say } from '../words/language.ts';
import { type DrawerPane, PANES, type PaneSummary } from './drawer-panes.tsx';

/** Lower than this, a panel needs its height for the grid until the user says otherwise. */
const OPENS_BY_ITSELF = '(height >= 520px)';
const MIN_PX = 60;
const REST_PX = 60;

interface Shown {
  pane: DrawerPane;
  summary: PaneSummary;
}

function shownPanes(model: PanelModel): Shown[] {
  return PANES.flatMap((pane) => {
    const summary = pane.summary(model);
    return summary ? [{ pane, summary }] : [];
  });
}

interface Props {
  model: PanelModel;
  /** the detail has taken its place */
  isCovered: boolean;
}

/** What the whole recording shows, pane by pane; it opens by itself once there are findings. */
export function Drawer({ model, isCovered }: Props) {
  const prefix = useId();
  const panelId = (id: string) => `${prefix}-${id}`;
  const opensByItself = useMediaQuery(OPENS_BY_ITSELF);
  const shown = shownPanes(model);
  const chosen = model.drawer.value;
  const selected = shown.find(({ pane }) => pane.id === chosen?.tab) ?? shown[0];
  if (!selected) return null;
  const hasFindings = model.noted.value.notes.length > 0;
  const isOpen = !isCovered && (chosen?.isOpen ?? (hasFindings && opensByItself));
  const show = (open: boolean, tab: string) => {
    if (open && isCovered) model.opened.value = null;
    model.drawer.value = { isOpen: open, tab };
  };
  const drawer = (
    <section class="drawer" aria-label={say('drawer')} aria-busy={!model.isRead.value}>
      <div class="drawer-bar">
        <Tabs
          label={say('drawer')}
          panelId={panelId}
          selected={isOpen ? selected.pane.id : null}
          tabs={shown.map(({ pane, summary }) => ({ id: pane.id, ...summary }))}
          onSelect={(tab, isClick) => show(!(isClick && isOpen && tab === selected.pane.id), tab)}
        />
        <button
          type="button"
          class="tool fold"
          aria-label={say('drawer')}
          title={say('drawer')}
          aria-expanded={isOpen}
          onClick={() => show(!isOpen, selected.pane.id)}
        >
          <Icon name="fold" />
        </button>
      </div>
      {shown.map(({ pane: { id, View }, summary }) => (
        <div
          key={id}
          role="tabpanel"
          id={panelId(id)}
          aria-label={summary.title}
          hidden={!isOpen || id !== selected.pane.id}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
          tabIndex={0}
        >
          <h2 class="off-screen">{summary.title}</h2>
          <View model={model} />
        </div>
      ))}
    </section>
  );
  if (!isOpen) return drawer;
  return (
    <ResizablePane
      name={selected.pane.id === 'faults' ? 'drawer-faults' : 'drawer'}
      store={model}
      axis="y"
      label={say('shell_edge_drawer')}
      min={MIN_PX}
      rest={REST_PX}
    >
      {drawer}
    </ResizablePane>
  );
}
