import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';

/** Switches between one row for each request and one for all repeated ones of a route. */
export function GroupToggle({ model }: { model: PanelModel }) {
  const { grouped } = model.settings.value;
  return (
    <button
      type="button"
      class="tool"
      aria-pressed={grouped}
      aria-label={say('grid_group_repeated')}
      title={say('grid_group_repeated')}
      onClick={() => model.change({ grouped: !grouped })}
    >
      <Icon name="group" />
    </button>
  );
}
