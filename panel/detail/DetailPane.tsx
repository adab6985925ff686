import { useMemo } from 'preact/hooks';
import type { RequestEntry, SocketEntry } from '../../src/core/log.ts';
import type { PanelModel } from '../panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { shownUrl } from '../parts/shown-url.ts';
import { RequestDetail } from './RequestDetail.tsx';
import { SocketDetail } from './SocketDetail.tsx';
import { VerdictBanner } from './VerdictBanner.tsx';

interface Props {
  model: PanelModel;
  onClose: () => void;
}

type Opened = RequestEntry | SocketEntry;

/** A clock that has only become a little better draws nothing anew (ms). */
const CLOCK_GRAIN_MS = 100;

function titleOf(entry: Opened): string {
  if (entry.kind === 'socket') return 'socket.io authenticate';
  return `${entry.request.method} ${shownUrl(entry.request.url).path}`;
}

/** How far the server's clock was ahead (ms) when it was sent. */
function clockAhead({ verdict: { clock } }: Opened): number {
  return clock ? Math.round(clock.offsetMs / CLOCK_GRAIN_MS) * CLOCK_GRAIN_MS : 0;
}

function factsOf(entry: Opened): unknown {
  return entry.kind === 'request' ? entry.request : entry.use;
}

function Facts({ entry, model }: { entry: Opened; model: PanelModel }) {
  const ahead = clockAhead(entry);
  // Facts are long to draw and never change; the verdict on them may at any time.
  return useMemo(
    () =>
      entry.kind === 'request' ? (
        <RequestDetail entry={entry} clockAhead={ahead} model={model} />
      ) : (
        <SocketDetail entry={entry} clockAhead={ahead} model={model} />
      ),
    [factsOf(entry), ahead, model],
  );
}

/** Everything about the opened row, redacted. */
export function DetailPane({ model, onClose }: Props) {
  const entry = model.openedEntry.value;
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
      <div class="detail-body" key={model.opened.value}>
        <VerdictBanner entry={entry} model={model} />
        <Facts entry={entry} model={model} />
      </div>
    </aside>
  );
}
