import type { RefObject } from 'preact';
import type { PanelModel } from '../model/panel-model.ts';
import { FilterChips } from './FilterChips.tsx';
import { FilterField } from './FilterField.tsx';

interface Props {
  model: PanelModel;
  input: RefObject<HTMLInputElement | null>;
}

/** The field and the usual filters; side by side in a toolbar, one below the other where it is narrow. */
export function FilterBar({ model, input }: Props) {
  return (
    <search class="filter-bar">
      <FilterField model={model} input={input} />
      <FilterChips model={model} />
    </search>
  );
}
