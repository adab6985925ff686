import { tokenOf } from '../../src/core/verdict/entry.ts';
import './copy.css';
import './chain.css';
import './banner.css';
import { useMemo } from 'preact/hooks';
import { FaultMenu } from '../faults/FaultMenu.tsx';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { Tabs } from '../parts/Tabs.tsx';
import { say } from '../words/language.ts';
import { ChainTab } from './ChainTab.tsx';
import { CopyMenu } from './CopyMenu.tsx';
import { type DetailTab, tabsOf, tabTitle, tabToShow } from './detail-tabs.ts';
import { FramesTab } from './FramesTab.tsx';
import { type Opened, sentAtOf } from './opened.ts';
import { RequestTab } from './RequestTab.tsx';
import { ResponseTab } from './ResponseTab.tsx';
import { TokenTab } from './TokenTab.tsx';
import { VerdictTab } from './VerdictTab.tsx';

const PANE_ID = 'detail-pane';

interface Props {
  model: PanelModel;
  onClose: () => void;
}

interface FactsProps {
  entry: Opened;
  tab: Exclude<DetailTab, 'verdict'>;
  model: PanelModel;
}

/** Facts are long to draw and never change; the verdict on them may at any time. */
function Facts({ entry, tab, model }: FactsProps) {
  const sentAt = sentAtOf(entry);
  return useMemo(() => {
    if (tab === 'token') return <TokenTab entry={entry} sentAt={sentAt} model={model} />;
    if (tab === 'chain') return <ChainTab token={tokenOf(entry)} model={model} />;
    if (entry.kind === 'socket') return <FramesTab use={entry.facts} model={model} />;
    return tab === 'request' ? (
      <RequestTab request={entry.facts} model={model} />
    ) : (
      <ResponseTab request={entry.facts} />
    );
  }, [entry.facts, tab, sentAt, model]);
}

/** Everything about the opened row, redacted. */
export function DetailPane({ model, onClose }: Props) {
  const entry = model.openedEntry.value;
  if (!entry) return null;
  const tab = tabToShow(entry, model.settings.value.detailTab);
  return (
    <aside class="detail" aria-label={say('detail_label')}>
      <header class="detail-bar">
        <button
          type="button"
          class="tool"
          aria-label={say('detail_close')}
          title={say('shell_close_key')}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
        <Tabs
          label={say('detail_label')}
          tabs={tabsOf(entry)}
          selected={tab}
          panelId={() => PANE_ID}
          onSelect={(detailTab) => model.change({ detailTab })}
        />
        <FaultMenu key={`fault ${model.opened.value}`} entry={entry} model={model} />
        <CopyMenu key={model.opened.value} entry={entry} model={model} />
      </header>
      <div
        role="tabpanel"
        id={PANE_ID}
        class="detail-body"
        aria-label={tabTitle(tab)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        key={`${model.opened.value} ${tab}`}
      >
        {tab === 'verdict' ? (
          <VerdictTab entry={entry} model={model} />
        ) : (
          <Facts entry={entry} tab={tab} model={model} />
        )}
      </div>
    </aside>
  );
}
