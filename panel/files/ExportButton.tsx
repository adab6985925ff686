import type { Signal } from '@preact/signals';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import type { MenuItem } from '../parts/Menu.tsx';
import { MenuButton } from '../parts/MenuButton.tsx';
import { say } from '../words/language.ts';

/** Fetched when something is saved for the first time. */
const exporting = () => import('./exports.ts');

async function saveReport(model: PanelModel): Promise<void> {
  await (await exporting()).saveReport(model);
}

async function saveHar(model: PanelModel, ids?: ReadonlySet<string>): Promise<void> {
  (await exporting()).saveHar(model, ids);
}

function shownIds({ visible }: PanelModel): Set<string> {
  return new Set(visible.peek().items.flatMap(({ kind, id }) => (kind === 'request' ? id : [])));
}

interface Export extends MenuItem {
  save: () => void;
}

/** What can be saved besides the report; of a report that was opened there is no HAR. */
function exportsOf(model: PanelModel): Export[] {
  const { source } = model.session;
  const isReport = source.kind === 'file' && source.told !== null;
  const obstacle = isReport ? say('file_export_no_har') : null;
  const isFiltered = model.visible.value.items.length < model.snapshot.value.entries.items.length;
  const report: Export = {
    id: 'report',
    label: say('file_export_report'),
    save: () => void saveReport(model),
  };
  const har: Export = {
    id: 'har',
    label: say('file_export_har'),
    obstacle,
    save: () => void saveHar(model),
  };
  const shown: Export = {
    id: 'har-shown',
    label: say('file_export_har_shown'),
    obstacle,
    save: () => void saveHar(model, shownIds(model)),
  };
  return isFiltered ? [report, har, shown] : [report, har];
}

interface Props {
  model: PanelModel;
  showsReport: Signal<boolean>;
}

/** Saves the recording as `report.json`, or, from the menu beside it, as a HAR; both without secrets. */
export function ExportButton({ model, showsReport }: Props) {
  const share: Export = {
    id: 'share',
    label: say('save_report_open'),
    save: () => {
      showsReport.value = true;
    },
  };
  return (
    <div class="split-button">
      <button
        type="button"
        class="tool"
        aria-label={say('shell_export')}
        title={say('shell_export_what')}
        onClick={() => void saveReport(model)}
      >
        <Icon name="export" />
      </button>
      <MenuButton
        label={say('file_export_more')}
        kind="export"
        groups={() => [[share], exportsOf(model)]}
        onChoose={({ save }, close) => {
          close();
          save();
        }}
        look="tool more"
      >
        <Icon name="fold" />
      </MenuButton>
    </div>
  );
}
