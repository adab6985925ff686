import type { FilterError } from '../../src/core/filter/parse.ts';
import { Icon } from '../parts/Icon.tsx';
import { say, tell } from '../words/language.ts';

/** Says what is wrong with a word of the filter, and puts the right one there. */
export function ErrorNote({ error, onUse }: { error: FilterError; onUse: (word: string) => void }) {
  const { said, instead } = error;
  return (
    <div class="filter-popup filter-error">
      <Icon name="warning" />
      <span>{tell(said)}</span>
      {instead !== null && (
        <button
          type="button"
          class="button"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onUse(instead)}
        >
          {say('filter_use_instead', { word: instead })}
        </button>
      )}
    </div>
  );
}
