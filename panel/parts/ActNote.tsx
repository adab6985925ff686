import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';
import { relativeTime } from '../words/times.ts';
import { Icon } from './Icon.tsx';

const ICONS = { good: 'check', bad: 'cross', warn: 'warning' } as const;

interface Props {
  tone: keyof typeof ICONS;
  /** ms; when the act ended */
  at: number;
  model: PanelModel;
  /** how it ended, in one of the stable words */
  kind: Record<`data-${string}`, string>;
  children: ComponentChildren;
}

function Ago({ at, model }: { at: number; model: PanelModel }) {
  return <span class="ago">{relativeTime(at, model.now.value)}</span>;
}

/** How something that the user asked for ended, until they have read it. */
export function ActNote({ tone, at, model, kind, children }: Props) {
  const [readAt, setReadAt] = useState<number | null>(null);
  if (readAt === at) return null;
  return (
    <div class={`note ${tone}`} {...kind}>
      <Icon name={ICONS[tone]} />
      <span role="status">{children}</span>
      <Ago at={at} model={model} />
      <button
        type="button"
        class="tool"
        aria-label={say('shell_dismiss')}
        title={say('shell_dismiss')}
        onClick={() => setReadAt(at)}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
