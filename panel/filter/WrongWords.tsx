import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { FilterError } from '../../src/core/filter/parse.ts';
import { Icon } from '../parts/Icon.tsx';
import { say, tell } from '../words/language.ts';

interface Props {
  text: string;
  errors: readonly FilterError[];
  input: RefObject<HTMLInputElement | null>;
}

/** Underlines what is wrong, behind the field whose text it repeats unseen. */
export function WrongWords({ text, errors, input }: Props) {
  const line = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const field = input.current;
    const follow = () => {
      if (field && line.current) line.current.style.translate = `${-field.scrollLeft}px`;
    };
    follow();
    field?.addEventListener('scroll', follow);
    return () => field?.removeEventListener('scroll', follow);
  }, [text, errors]);
  const parts = errors.map(({ from, to }, index) => (
    <>
      {text.slice(errors[index - 1]?.to ?? 0, from)}
      <span class="wrong">{text.slice(from, to)}</span>
    </>
  ));
  return (
    <div class="wrong-words" aria-hidden="true">
      <span ref={line}>{parts}</span>
    </div>
  );
}

/** Says what is wrong with a word of the filter, and puts the right one there. */
export function ErrorNote({ error, onUse }: { error: FilterError; onUse: (word: string) => void }) {
  const { said, instead } = error;
  return (
    <div class="filter-error">
      <Icon name="warning" />
      <span>{say('filter_not_applied', { why: tell(said) })}</span>
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
