import './dialog.css';
import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { say } from '../words/language.ts';
import { Icon } from './Icon.tsx';

interface Props {
  isOpen: Signal<boolean>;
  name: string;
  title: string;
  children: ComponentChildren;
}

function OpenDialog({ isOpen, name, title, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    dialog.current?.showModal();
  }, []);
  const close = () => dialog.current?.close();
  return (
    <dialog
      ref={dialog}
      class={`dialog ${name}`}
      aria-labelledby={heading}
      onClose={() => {
        isOpen.value = false;
      }}
      // What is pressed here is neither for the panel behind it nor for DevTools.
      onKeyDown={(event) => event.stopPropagation()}
      onClick={({ target }) => {
        if (target === dialog.current) close();
      }}
    >
      <div class="dialog-box">
        <h2 id={heading}>{title}</h2>
        {children}
        <button
          type="button"
          class="tool close"
          aria-label={say('shell_close')}
          title={say('shell_close_key')}
          onClick={close}
        >
          <Icon name="close" />
        </button>
      </div>
    </dialog>
  );
}

/** A dialog before the panel; Esc or a click beside it closes it. */
export function Dialog(props: Props) {
  return props.isOpen.value ? <OpenDialog {...props} /> : null;
}
