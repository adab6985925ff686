import type { Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { hasCredentialHeader } from '../credential/CredentialHeader.tsx';
import { isLastKnown, isUnheard } from '../credential/page-obstacle.ts';
import type { RefreshIntent } from '../credential/RefreshControl.tsx';
import { RefreshButton } from '../credential/RefreshControl.tsx';
import { actObstacle } from '../files/act-obstacle.ts';
import { ExportButton } from '../files/ExportButton.tsx';
import { OpenButton } from '../files/OpenButton.tsx';
import { FilterBar } from '../filter/FilterBar.tsx';
import { GroupToggle } from '../grid/GroupToggle.tsx';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import type { IconName } from '../parts/icons.ts';
import { say } from '../words/language.ts';

interface ToolProps {
  icon: IconName;
  name: string;
  title: string;
  /** why it cannot be used */
  obstacle?: string | null;
  onClick: () => void;
}

function Tool({ icon, name, title, obstacle = null, onClick }: ToolProps) {
  return (
    <button
      type="button"
      class="tool"
      aria-label={name}
      title={obstacle ?? title}
      disabled={obstacle !== null}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

function RecordButton({ model }: { model: PanelModel }) {
  const snapshot = model.snapshot.value;
  const { isRecording, site } = snapshot;
  const isDeaf = isRecording && (site === 'other' || isLastKnown(snapshot) || isUnheard(snapshot));
  const obstacle = actObstacle(model, say('shell_record'));
  const act = isRecording ? 'shell_record_stop' : 'shell_record';
  return (
    <button
      type="button"
      class={isDeaf ? 'tool record deaf' : 'tool record'}
      aria-label={say('shell_record')}
      aria-pressed={isRecording}
      disabled={obstacle !== null}
      title={obstacle ?? say(isDeaf ? 'shell_record_deaf' : act)}
      onClick={() => model.session.setRecording(!isRecording)}
    >
      <Icon name={isRecording ? 'recording' : 'record'} />
    </button>
  );
}

interface Props {
  model: PanelModel;
  filterInput: RefObject<HTMLInputElement | null>;
  refresh: RefreshIntent;
  showsReport: Signal<boolean>;
  showsSettings: Signal<boolean>;
  showsKeys: Signal<boolean>;
}

export function Toolbar(props: Props) {
  const { model, filterInput, refresh, showsReport, showsSettings, showsKeys } = props;
  const open = (dialog: Signal<boolean>) => () => {
    dialog.value = true;
  };
  return (
    <header class="toolbar">
      <h1 class="off-screen">{say('name')}</h1>
      <RecordButton model={model} />
      <Tool
        icon="clear"
        name={say('shell_clear')}
        title={say('shell_clear')}
        obstacle={actObstacle(model, say('shell_clear'))}
        onClick={() => model.session.clear()}
      />
      <span class="divider" />
      <FilterBar model={model} input={filterInput} />
      <GroupToggle model={model} />
      <span class="spring" />
      {!hasCredentialHeader(model) && model.snapshot.value.site !== 'other' && (
        <RefreshButton model={model} intent={refresh} />
      )}
      <span class="divider" />
      <OpenButton model={model} />
      <ExportButton model={model} showsReport={showsReport} />
      <span class="divider" />
      <Tool
        icon="settings"
        name={say('settings')}
        title={say('settings')}
        onClick={open(showsSettings)}
      />
      <Tool icon="keys" name={say('keys')} title={say('keys_key')} onClick={open(showsKeys)} />
    </header>
  );
}
