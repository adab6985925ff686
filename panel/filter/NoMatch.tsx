import type { PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';

/** Says which filter hides everything, and takes it away. */
export function NoMatch({ model }: { model: PanelModel }) {
  const { filterText, filterRows } = model;
  return (
    <div class="empty">
      <h2>{say('filter_hides_title')}</h2>
      <p>
        {say('filter_hides', {
          filter: filterText.value.trim(),
          count: filterRows.value.entries.length,
        })}
      </p>
      <button
        type="button"
        class="button"
        onClick={() => {
          filterText.value = '';
        }}
      >
        {say('filter_clear')}
      </button>
    </div>
  );
}
