import { useMemo } from 'preact/hooks';
import type { LogEntry } from '../src/core/log.ts';
import { Icon } from './Icon.tsx';
import { type PanelModel, rowKey } from './panel-model.ts';
import { RequestDetail } from './RequestDetail.tsx';
import { SocketDetail } from './SocketDetail.tsx';
import { shownUrl } from './shown-url.ts';

interface Props {
  model: PanelModel;
  onClose: () => void;
}

function titleOf(entry: LogEntry): string {
  if (entry.kind === 'marker') return '';
  if (entry.kind === 'socket') return 'socket.io authenticate';
  return `${entry.request.method} ${shownUrl(entry.request.url).path}`;
}

/** What a row is made of; while that stays the same, so does its detail. */
function factsOf(entry: LogEntry | undefined): readonly [unknown, unknown] {
  if (entry?.kind === 'request') return [entry.request, entry.verdict];
  return entry?.kind === 'socket' ? [entry.use, null] : [null, null];
}

function contentOf(entry: LogEntry | undefined, model: PanelModel) {
  if (entry?.kind === 'request') return <RequestDetail entry={entry} model={model} />;
  return entry?.kind === 'socket' ? <SocketDetail entry={entry} model={model} /> : null;
}

/** Everything about the opened row, redacted. */
export function DetailPane({ model, onClose }: Props) {
  const key = model.opened.value;
  const entry = model.snapshot.value.entries.find((each) => rowKey(each) === key);
  const content = useMemo(() => contentOf(entry, model), [key, model, ...factsOf(entry)]);
  if (!entry) return null;
  return (
    <aside class="detail" aria-label="Detail">
      <header class="detail-bar">
        <button
          type="button"
          class="tool"
          aria-label="Close detail"
          title="Close (Esc)"
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
        <h2 title={titleOf(entry)}>{titleOf(entry)}</h2>
      </header>
      <div class="detail-body" key={key}>
        {content}
      </div>
    </aside>
  );
}
