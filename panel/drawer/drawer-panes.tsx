import type { FunctionComponent } from 'preact';
import { FaultsTab } from '../faults/FaultsTab.tsx';
import type { PanelModel } from '../model/panel-model.ts';
import type { IconName } from '../parts/icons.ts';
import { language, say } from '../words/language.ts';
import { FindingsList, SEVERITY_ICONS } from './FindingsList.tsx';
import { HealthView, TONE_ICONS } from './HealthView.tsx';
import { healthMeasures, worst } from './health-words.ts';

/** What a tab says of its pane while that is shut. */
export interface PaneSummary {
  title: string;
  icon: IconName;
  tone: string;
  /** beside the title, as a count */
  note?: string | null;
}

/** A pane of the drawer; another one is another entry of `PANES`. */
export interface DrawerPane {
  id: string;
  /** null while there is nothing to show */
  summary(model: PanelModel): PaneSummary | null;
  View: FunctionComponent<{ model: PanelModel }>;
}

const findings: DrawerPane = {
  id: 'findings',
  summary(model) {
    const found = model.noted.value.notes;
    const isFlagged = model.counts.value.flagged > 0;
    const worst = found[0]?.severity ?? null;
    if (worst === null && !isFlagged) return null;
    // Where something is flagged, nobody is to take what was not looked for yet for what was not found.
    const isKnown = worst !== null || model.isRead.value;
    const shown = worst === null || (worst === 'info' && isFlagged) ? 'warning' : worst;
    return {
      title: say('finding_list'),
      icon: isKnown ? SEVERITY_ICONS[shown] : 'clock',
      tone: isKnown ? shown : 'none',
      note: isKnown ? found.length.toLocaleString(language.value.locale) : '…',
    };
  },
  View: FindingsList,
};

/** What became of assessments, the worse first. */
const ENDS = [
  ['fail', 'health_jobs_failed'],
  ['pass', 'health_jobs_passed'],
] as const;

function jobsNote(model: PanelModel): string | null {
  for (const [end, key] of ENDS) {
    const { length: count } = model.jobs.value.filter(({ result }) => result === end);
    if (count > 0) return `${say('timeline_lane_jobs')} ${say(key, { count })}`;
  }
  return null;
}

const health: DrawerPane = {
  id: 'health',
  summary(model) {
    const { findings, health, counts } = model;
    if (!health.value) return null;
    const all = healthMeasures(model);
    if (all.length + findings.value.length === 0) return null;
    const { refused, simulated } = counts.value;
    const { tone, note } = worst(all, findings.value, {
      refused,
      failed: health.value.refreshFailures,
      simulated,
    });
    return { title: say('health'), icon: TONE_ICONS[tone], tone, note: jobsNote(model) ?? note };
  },
  View: HealthView,
};

const faults: DrawerPane = {
  id: 'faults',
  summary(model) {
    const { on } = model.snapshot.value.faults;
    const note = on.length > 0 ? on.length.toLocaleString(language.value.locale) : null;
    const tone = on.length > 0 ? 'warning' : 'none';
    return { title: say('fault_menu'), icon: 'fault', tone, note };
  },
  View: FaultsTab,
};

export const PANES: readonly DrawerPane[] = [findings, health, faults];
