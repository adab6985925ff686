import { useComputed } from '@preact/signals';
import { filterScene } from '../../src/core/filter/scene.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { language, say } from '../words/language.ts';
import { API_CHIP, CHIPS, type Chip, countChips, isOn, toggled, without } from './chips.ts';

/** The usual filters, each a switch for its term in the filter's text; that for the API is kept. */
export function FilterChips({ model }: { model: PanelModel }) {
  const { filterText, parsedFilter } = model;
  const counts = useComputed(() => {
    const { entries, analysis } = model.calm.value;
    return countChips({ entries, scene: filterScene(analysis, model.settings.value.utc) });
  }).value;
  const { terms } = parsedFilter.value;
  const { apiOnly } = model.settings.value;
  const on = CHIPS.filter((chip) => isOn(chip, terms) || (chip === API_CHIP && apiOnly));
  const setApiOnly = (wanted: boolean) => {
    if (wanted !== apiOnly) model.change({ apiOnly: wanted });
  };
  const showAll = () => {
    filterText.value = without(filterText.peek(), CHIPS);
    setApiOnly(false);
  };
  const toggle = (chip: Chip) => {
    const text = filterText.peek();
    filterText.value = chip === API_CHIP ? without(text, [chip]) : toggled(text, chip);
    if (chip === API_CHIP) setApiOnly(!on.includes(chip));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: no form has these buttons
    <div class="filter-chips" role="group" aria-label={say('filter_chips')}>
      <button type="button" class="chip" aria-pressed={on.length === 0} onClick={showAll}>
        {say('filter_chip_all')}
      </button>
      {CHIPS.map((chip) => {
        const count = counts.get(chip) ?? 0;
        return (
          <button
            key={chip.label}
            type="button"
            class="chip"
            aria-pressed={on.includes(chip)}
            title={say(chip.meaning)}
            onClick={() => toggle(chip)}
          >
            {say(chip.label)}
            {count > 0 && (
              <span class="chip-count" aria-hidden="true">
                {count.toLocaleString(language.value.locale)}
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}
