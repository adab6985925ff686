import type { PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';

/** Nothing that was recorded speaks of tokens. */
function NoApi({ model }: { model: PanelModel }) {
  return (
    <div class="empty">
      <h2>{say('filter_no_api_title')}</h2>
      <p>{say('filter_no_api', { count: model.counts.value.calls })}</p>
      <button type="button" class="button" onClick={() => model.change({ apiOnly: false })}>
        {say('filter_show_all')}
      </button>
    </div>
  );
}

/** Says which filter hides everything, and takes it away. */
export function NoMatch({ model }: { model: PanelModel }) {
  const { filterText, offeredCounts } = model;
  const { calls } = offeredCounts.value;
  if (calls === 0) return <NoApi model={model} />;
  return (
    <div class="empty">
      <h2>{say('filter_hides_title')}</h2>
      <p>{say('filter_hides', { filter: filterText.value.trim(), count: calls })}</p>
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
