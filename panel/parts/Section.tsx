import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';

interface Props {
  title: string;
  note?: string | undefined;
  isOpen?: boolean;
  children: ComponentChildren;
}

/** A part of the detail that folds away. */
export function Section({ title, note, isOpen = true, children }: Props) {
  return (
    <details class="section" open={isOpen}>
      <summary>
        <span class="fold">
          <Icon name="fold" />
        </span>
        {title}
        {note && <span class="summary-note">{note}</span>}
      </summary>
      <div class="section-body">{children}</div>
    </details>
  );
}
