import { useLayoutEffect, useRef } from 'preact/hooks';
import { language, say } from '../words/language.ts';
import { LIST_ID, type Proposals, proposalId } from './use-proposals.ts';

interface Props {
  open: Proposals;
  onTake: (index: number) => void;
}

/** What may be put at the caret; the focus stays in the field. */
export function ProposalList({ open: { completion, active }, onTake }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div
      ref={list}
      role="listbox"
      id={LIST_ID}
      class="filter-popup proposals"
      aria-label={say('filter_proposals')}
      tabIndex={0}
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
    >
      {completion.proposals.map(({ text, meaning, rows }, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the field
        <div
          key={text}
          role="option"
          id={proposalId(index)}
          class="proposal"
          aria-selected={index === active}
          onClick={() => onTake(index)}
        >
          <code>{text}</code>
          <span class="meaning">{meaning && say(meaning)}</span>
          {rows !== null && <span class="rows">{rows.toLocaleString(language.value.locale)}</span>}
        </div>
      ))}
    </div>
  );
}
