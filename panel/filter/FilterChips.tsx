import { useComputed } from '@preact/signals';
import { countCalls } from '../model/count-calls.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { language, say } from '../words/language.ts';
import { API_CHIP, CHIPS, type Chip, countChips, isOn } from './chips.ts';
import type { FilterLanguage } from './filter-language.ts';

function Count({ of }: { of: number }) {
  if (of === 0) return null;
  return (
    <span class="chip-count" aria-hidden="true">
      {of.toLocaleString(language.value.locale)}
    </span>
  );
}

/** The usual filters, each a switch for its term in the filter's text; that for the API is kept. */
export function FilterChips({ model }: { model: PanelModel }) {
  const { filterText, parsedFilter } = model;
  const { all, counts } = useComputed(() => {
    const entries = model.calm.value.entries.items;
    const counts = countChips({ entries, context: model.calmContext.value });
    return { all: countCalls(entries), counts };
  }).value;
  const { terms } = parsedFilter.value;
  const { apiOnly } = model.settings.value;
  const on = CHIPS.filter((chip) => isOn(chip, terms) || (chip === API_CHIP && apiOnly));
  const setApiOnly = (wanted: boolean) => {
    if (wanted !== apiOnly) model.change({ apiOnly: wanted });
  };
  const edit = async (change: (language: FilterLanguage, text: string) => string) => {
    const language = await model.filterLanguage();
    filterText.value = change(language, filterText.peek());
  };
  const takeOut = (chips: readonly Chip[]) => {
    if (filterText.peek() !== '') void edit((language, text) => language.without(text, chips));
  };
  const showAll = () => {
    takeOut(CHIPS);
    setApiOnly(false);
  };
  const toggle = (chip: Chip) => {
    if (chip !== API_CHIP) {
      void edit((language, text) => language.toggled(text, chip));
      return;
    }
    takeOut([chip]);
    setApiOnly(!on.includes(chip));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: no form has these buttons
    <div
      class="filter-chips"
      role="group"
      aria-label={say('filter_chips')}
      // The browser takes what it sees the half of for seen. Without `block` all of DevTools would be moved, too.
      onKeyUp={({ target }) =>
        (target as Element).scrollIntoView({ inline: 'nearest', block: 'nearest' })
      }
    >
      <button type="button" class="chip" aria-pressed={on.length === 0} onClick={showAll}>
        {say('filter_chip_all')}
        <Count of={all} />
      </button>
      {CHIPS.map((chip) => (
        <button
          key={chip.label}
          type="button"
          class="chip"
          aria-pressed={on.includes(chip)}
          title={say(chip.meaning)}
          onClick={() => toggle(chip)}
        >
          {say(chip.label)}
          <Count of={counts.get(chip) ?? 0} />
        </button>
      ))}
    </div>
  );
}
