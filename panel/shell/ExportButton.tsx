import { name, version } from '../../package.json';
import { report } from '../../src/core/report.ts';
import { downloadText } from '../../src/platform/download.ts';
import type { PanelModel } from '../panel-model.ts';
import { Icon } from '../parts/Icon.tsx';

/** Saves the recording as `report.json`; no usable token is in it. */
export function ExportButton({ model }: { model: PanelModel }) {
  const save = () => {
    const { analysis } = model.snapshot.peek();
    const told = report(analysis, { kind: 'panel' }, { name, version });
    downloadText('report.json', 'application/json', `${JSON.stringify(told, null, 2)}\n`);
  };
  return (
    <button
      type="button"
      class="tool"
      aria-label="Export"
      title="Export report.json: everything shown here, without secrets"
      onClick={save}
    >
      <Icon name="export" />
    </button>
  );
}
