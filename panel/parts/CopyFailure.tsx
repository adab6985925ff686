import { useLayoutEffect, useRef } from 'preact/hooks';
import { say } from '../words/language.ts';

interface Props {
  text: string;
  onClose: () => void;
}

/** Says that the browser refused to copy, and hands the text over selected. */
export function CopyFailure({ text, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    dialog.current?.showModal();
    field.current?.select();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    // Keys of the dialog are no keys of the panel behind it.
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onClose();
  };
  return (
    <dialog
      class="copy-failure"
      ref={dialog}
      aria-labelledby="copy-failure"
      onKeyDown={onKeyDown}
      onClose={onClose}
    >
      <p id="copy-failure">{say('copy_failed')}</p>
      <textarea ref={field} readOnly rows={8} value={text} aria-label={say('copy_failed_text')} />
      <button type="button" class="button" onClick={onClose}>
        {say('shell_close')}
      </button>
    </dialog>
  );
}
