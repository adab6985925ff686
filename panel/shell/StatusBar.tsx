import type { Connection } from '../../src/core/session.ts';
import type { PanelModel } from '../panel-model.ts';

const CONNECTION_WORDS: Record<Connection, string> = {
  connecting: 'Connecting',
  connected: 'Connected',
  disconnected: 'Disconnected',
  'extension-updated': 'Extension updated',
};

/** `N flagged of M requests`, what was let go, and whether the page is heard. */
export function StatusBar({ model }: { model: PanelModel }) {
  const { connection, letGo, isRecording } = model.snapshot.value;
  const { requests, flagged } = model.counts.value;
  const noun = requests === 1 ? 'request' : 'requests';
  return (
    <footer class="status-bar">
      <span class={flagged > 0 ? 'count flagged' : 'count'}>
        {flagged.toLocaleString('en')} flagged of {requests.toLocaleString('en')} {noun}
      </span>
      {letGo > 0 && (
        <span title="The recording is bounded; the oldest requests go first">
          {letGo.toLocaleString('en')} oldest {letGo === 1 ? 'request was' : 'requests were'} let go
        </span>
      )}
      {!isRecording && <span>Recording is paused</span>}
      <span class="connection" data-connection={connection}>
        {CONNECTION_WORDS[connection]}
      </span>
    </footer>
  );
}
