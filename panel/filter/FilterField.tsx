import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { FilterError } from '../../src/core/filter/parse.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { later } from '../parts/later.tsx';
import { say, tell } from '../words/language.ts';
import { FilterHelp } from './FilterHelp.tsx';
import { replaceTyped } from './typed-text.ts';
import { LIST_ID, proposalId, useProposals } from './use-proposals.ts';

// They come with what reads the filter's text; before that nothing is wrong and nothing proposed.
const ErrorNote = later(() => import('./WrongWords.tsx').then((part) => part.ErrorNote));
const ProposalList = later(() => import('./ProposalList.tsx').then((part) => part.ProposalList));
const WrongWords = later(() => import('./WrongWords.tsx').then((part) => part.WrongWords));

const ERROR_ID = 'filter-error';
/** ms; a word that is still being written is not called wrong before. */
const SETTLES_AFTER_MS = 800;
/** With Ctrl or Cmd, undo and redo; DevTools would take them from the field. */
const UNDOES = new Set(['z', 'y']);
/** Keys that take the caret elsewhere. */
const LEAVES = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'End', 'Enter', 'Escape']);

interface Props {
  model: PanelModel;
  input: RefObject<HTMLInputElement | null>;
}

/** The place where somebody writes just now; null once there was a pause. */
function useWritingAt(text: string) {
  const [writingAt, setWritingAt] = useState<number | null>(null);
  useEffect(() => {
    if (writingAt === null) return;
    const timer = setTimeout(() => setWritingAt(null), SETTLES_AFTER_MS);
    return () => clearTimeout(timer);
  }, [writingAt, text]);
  return [writingAt, setWritingAt] as const;
}

/** Where the filter is written: proposes words, and points at those it does not understand. */
export function FilterField({ model, input }: Props) {
  const { filterText, parsedFilter } = model;
  const text = filterText.value;
  const { open, close, prepare, onTyped, onKey, take } = useProposals(model, input);
  const [writingAt, setWritingAt] = useWritingAt(text);

  const isWritten = ({ from, to }: FilterError) =>
    writingAt !== null && writingAt >= from && writingAt <= to;
  const errors = parsedFilter.value.errors.filter((error) => !isWritten(error));
  const error = open ? undefined : errors[0];

  const replace = (from: number, to: number, put: string) => {
    if (input.current) replaceTyped(input.current, from, to, put);
  };
  const settle = () => {
    close();
    setWritingAt(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && UNDOES.has(key.toLowerCase())) event.stopPropagation();
    const isPlain = !(isCommand || event.altKey || event.shiftKey);
    if (isPlain && onKey(key)) {
      event.preventDefault();
      if (key === 'Escape') event.stopPropagation();
      return;
    }
    if (LEAVES.has(key)) settle();
    if (key !== 'Escape') return;
    // DevTools would open its drawer.
    event.preventDefault();
    event.stopPropagation();
    if (text === '') input.current?.blur();
    else replace(0, text.length, '');
  };
  return (
    <>
      <div class="filter">
        <Icon name="filter" />
        <div class="filter-text">
          {errors.length > 0 && <WrongWords text={text} errors={errors} input={input} />}
          <input
            ref={input}
            type="search"
            // biome-ignore lint/a11y/noRedundantRoles: looked up by this attribute from outside
            role="searchbox"
            aria-label={say('filter_name')}
            aria-autocomplete="list"
            aria-controls={open ? LIST_ID : undefined}
            aria-activedescendant={open && open.active >= 0 ? proposalId(open.active) : undefined}
            aria-invalid={errors.length > 0}
            aria-describedby={error && ERROR_ID}
            placeholder={say('filter_name')}
            spellcheck={false}
            autocomplete="off"
            value={text}
            onInput={({ currentTarget }) => {
              filterText.value = currentTarget.value;
              setWritingAt(currentTarget.selectionStart);
              void onTyped();
            }}
            onKeyDown={onKeyDown}
            onPointerDown={settle}
            onFocus={() => void prepare()}
            onBlur={settle}
          />
        </div>
        <p class="off-screen" role="status" id={ERROR_ID}>
          {error && tell(error.said)}
          {open && say('filter_proposal_count', { count: open.completion.proposals.length })}
        </p>
        {open && <ProposalList open={open} onTake={take} />}
        {text !== '' && (
          <button
            type="button"
            class="tool"
            aria-label={say('filter_clear')}
            title={say('filter_clear')}
            onClick={() => replace(0, text.length, '')}
          >
            <Icon name="close" />
          </button>
        )}
        <FilterHelp onTry={(example) => replace(0, 0, text === '' ? example : `${example} `)} />
      </div>
      {error && <ErrorNote error={error} onUse={(word) => replace(error.from, error.to, word)} />}
    </>
  );
}
