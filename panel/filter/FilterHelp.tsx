import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../parts/Icon.tsx';
import { later } from '../parts/later.tsx';
import { say } from '../words/language.ts';

const HelpTable = later(() => import('../dialogs/HelpTable.tsx').then((part) => part.HelpTable));

const HELP_ID = 'filter-help';

/** Tells what the filter understands; an example that is clicked goes into the field. */
export function FilterHelp({ onTry }: { onTry: (example: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const dialog = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!isOpen) return;
    dialog.current?.focus();
    const end = new AbortController();
    const closeOutside = ({ target }: Event) => {
      if (target instanceof Node && !root.current?.contains(target)) setOpen(false);
    };
    for (const kind of ['pointerdown', 'focusin'])
      document.addEventListener(kind, closeOutside, { signal: end.signal });
    return () => end.abort();
  }, [isOpen]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.preventDefault();
    event.stopPropagation();
    setOpen(false);
    button.current?.focus();
  };
  const tryIt = (example: string) => {
    setOpen(false);
    onTry(example);
  };
  return (
    <div class="filter-help" ref={root}>
      <button
        ref={button}
        type="button"
        class="tool"
        aria-label={say('filter_help')}
        title={say('filter_help')}
        aria-expanded={isOpen}
        aria-controls={isOpen ? HELP_ID : undefined}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={onKeyDown}
      >
        <Icon name="question" />
      </button>
      {isOpen && (
        <div
          ref={dialog}
          id={HELP_ID}
          class="filter-popup help"
          role="dialog"
          aria-label={say('filter_help')}
          tabIndex={-1}
          onKeyDown={onKeyDown}
        >
          <HelpTable onTry={tryIt} />
        </div>
      )}
    </div>
  );
}
