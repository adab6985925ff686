import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';

/** For the toolbar: opens the dialog for files and tokens. */
export function OpenButton({ model }: { model: PanelModel }) {
  const { isAsking } = model.files;
  return (
    <button
      type="button"
      class="tool"
      aria-label={say('file_open')}
      title={say('file_open_hint')}
      aria-haspopup="dialog"
      onClick={() => {
        isAsking.value = true;
      }}
    >
      <Icon name="open" />
    </button>
  );
}
