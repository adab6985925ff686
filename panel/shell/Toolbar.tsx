import type { RefObject } from 'preact';
import type { PanelModel } from '../panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { ExportButton } from './ExportButton.tsx';

interface Props {
  model: PanelModel;
  filterInput: RefObject<HTMLInputElement | null>;
}

function RecordButton({ model }: { model: PanelModel }) {
  const { isRecording } = model.snapshot.value;
  return (
    <button
      type="button"
      class="tool record"
      aria-label="Record"
      aria-pressed={isRecording}
      title={isRecording ? 'Stop recording' : 'Record'}
      onClick={() => model.session.setRecording(!isRecording)}
    >
      <Icon name={isRecording ? 'recording' : 'record'} />
    </button>
  );
}

function FilterBox({ model, filterInput }: Props) {
  const { filterText } = model;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (filterText.value === '') filterInput.current?.blur();
    filterText.value = '';
  };
  return (
    <div class="filter">
      <Icon name="filter" />
      <input
        ref={filterInput}
        type="search"
        // biome-ignore lint/a11y/noRedundantRoles: looked up by this attribute from outside
        role="searchbox"
        aria-label="Filter"
        placeholder="Filter"
        title="Words in method, URL, status, flags, cause, validity or token; -word leaves out"
        spellcheck={false}
        autocomplete="off"
        value={filterText}
        onInput={(event) => {
          filterText.value = event.currentTarget.value;
        }}
        onKeyDown={onKeyDown}
      />
      {filterText.value !== '' && (
        <button
          type="button"
          class="tool"
          aria-label="Clear filter"
          title="Clear filter"
          onClick={() => {
            filterText.value = '';
            filterInput.current?.focus();
          }}
        >
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}

export function Toolbar({ model, filterInput }: Props) {
  const { flaggedOnly, session } = model;
  return (
    <div class="toolbar">
      <RecordButton model={model} />
      <button
        type="button"
        class="tool"
        aria-label="Clear"
        title="Clear"
        onClick={() => session.clear()}
      >
        <Icon name="clear" />
      </button>
      <span class="divider" />
      <FilterBox model={model} filterInput={filterInput} />
      <button
        type="button"
        class="chip"
        aria-pressed={flaggedOnly}
        title="Only requests that carry a flag"
        onClick={() => {
          flaggedOnly.value = !flaggedOnly.value;
        }}
      >
        Flagged
      </button>
      <span class="spring" />
      <ExportButton model={model} />
    </div>
  );
}
