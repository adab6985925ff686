import type { ComponentChildren } from 'preact';
import type { DrawerState, DrawerTab, PanelModel } from '../panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import type { IconName } from '../parts/icons.ts';
import { FindingsList, SEVERITY_ICONS } from './FindingsList.tsx';
import { HealthView, TONE_ICONS } from './HealthView.tsx';
import { measures, worstTone } from './health-words.ts';

/** Lower than this (px), a panel needs its height for the grid until the user says otherwise. */
const OPENS_BY_ITSELF_FROM = 520;
/** As in the style sheet: narrower than this (px), the detail takes the drawer's place. */
const NARROW = '(width < 720px)';

/** The drawer as the user left it; else open on the findings, where there are any. */
function drawerState(model: PanelModel, isCovered: boolean): DrawerState {
  const hasFindings = model.findings.value.length > 0;
  const chosen = model.drawer.value;
  const tab = chosen?.tab === 'health' || !hasFindings ? 'health' : 'findings';
  const isOpen = chosen?.isOpen ?? (hasFindings && innerHeight >= OPENS_BY_ITSELF_FROM);
  return { tab, isOpen: isOpen && !isCovered };
}

interface TabProps {
  tab: DrawerTab;
  state: DrawerState;
  icon: IconName;
  tone: string;
  onSelect: (tab: DrawerTab) => void;
  children: ComponentChildren;
}

function Tab({ tab, state, icon, tone, onSelect, children }: TabProps) {
  const isSelected = state.tab === tab;
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${tab}`}
      class="drawer-tab"
      data-tone={tone}
      aria-selected={isSelected && state.isOpen}
      aria-controls={`pane-${tab}`}
      onClick={() => onSelect(tab)}
    >
      <Icon name={icon} />
      {children}
    </button>
  );
}

function jobWords(model: PanelModel): string | null {
  const jobs = model.jobs.value;
  const failed = jobs.filter(({ result }) => result === 'fail').length;
  const passed = jobs.filter(({ result }) => result === 'pass').length;
  if (failed > 0) return `${failed} FAIL`;
  return passed > 0 ? `${passed} PASS` : null;
}

/** What the whole recording shows: its findings, and the team's numbers with the jobs. */
export function Drawer({ model }: { model: PanelModel }) {
  const findings = model.findings.value;
  const isCovered = model.openedEntry.value !== null && matchMedia(NARROW).matches;
  const state = drawerState(model, isCovered);
  const [worst] = findings;
  if (!worst && model.health.value.authenticated === 0 && model.jobs.value.length === 0)
    return null;
  const healthTone = worstTone(measures(model.health.value, model.jobs.value));
  const jobs = jobWords(model);
  const show = (isOpen: boolean, tab: DrawerTab) => {
    if (isOpen && isCovered) model.opened.value = null;
    model.drawer.value = { isOpen, tab };
  };
  const onSelect = (tab: DrawerTab) => show(!(state.isOpen && state.tab === tab), tab);
  const pane = (tab: DrawerTab, children: ComponentChildren) => (
    <div
      role="tabpanel"
      id={`pane-${tab}`}
      class="drawer-pane"
      aria-labelledby={`tab-${tab}`}
      hidden={!state.isOpen || state.tab !== tab}
    >
      {children}
    </div>
  );
  return (
    <section class="drawer" aria-label="Whole recording">
      <div class="drawer-bar">
        <div role="tablist" aria-label="Whole recording">
          {worst && (
            <Tab
              tab="findings"
              state={state}
              icon={SEVERITY_ICONS[worst.severity]}
              tone={worst.severity}
              onSelect={onSelect}
            >
              Findings <span class="number">{findings.length.toLocaleString('en')}</span>
            </Tab>
          )}
          <Tab
            tab="health"
            state={state}
            icon={TONE_ICONS[healthTone]}
            tone={healthTone}
            onSelect={onSelect}
          >
            Health {jobs && <span class="number">{jobs}</span>}
          </Tab>
        </div>
        <button
          type="button"
          class="tool fold"
          aria-label={state.isOpen ? 'Fold findings and health' : 'Unfold findings and health'}
          aria-expanded={state.isOpen}
          onClick={() => show(!state.isOpen, state.tab)}
        >
          <Icon name="chevron" />
        </button>
      </div>
      {worst && pane('findings', <FindingsList model={model} />)}
      {pane('health', <HealthView model={model} />)}
    </section>
  );
}
