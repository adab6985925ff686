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

/** Everything about the opened row, redacted. */
export function DetailPane({ model, onClose }: Props) {
  const key = model.opened.value;
  const entry = model.snapshot.value.entries.find((each) => rowKey(each) === key);
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
        {entry.kind === 'request' && <RequestDetail entry={entry} model={model} />}
        {entry.kind === 'socket' && <SocketDetail entry={entry} model={model} />}
      </div>
    </aside>
  );
}
