import { useState } from 'preact/hooks';
import { Icon } from './Icon.tsx';
import type { PanelModel } from './panel-model.ts';
import { refreshReadiness, secondsSinceRecent } from './refresh-readiness.ts';
import { obstacleSentence } from './refresh-sentences.ts';

interface AskProps {
  model: PanelModel;
  onAnswer: (again: boolean) => void;
}

function AskAgain({ model, onAnswer }: AskProps) {
  const seconds = secondsSinceRecent(model.snapshot.value.refresh, model.now.value);
  const ago = seconds === null ? 'over a minute' : `${seconds} s`;
  return (
    <span class="ask" role="alertdialog" aria-label="Refresh again?">
      <span>Refresh again? The last one was {ago} ago and the service allows one a minute.</span>
      <button type="button" class="button" onClick={() => onAnswer(true)}>
        Refresh anyway
      </button>
      <button type="button" class="button quiet" onClick={() => onAnswer(false)}>
        Cancel
      </button>
    </span>
  );
}

/** The button that refreshes on demand, with the reason beside it where it cannot. */
export function RefreshControl({ model }: { model: PanelModel }) {
  const { session, snapshot, now } = model;
  const { refresh, storage } = snapshot.value;
  const [isAsking, setIsAsking] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const readiness = refreshReadiness(session.recording, storage);
  const obstacle = readiness.kind === 'unavailable' ? obstacleSentence(readiness.reason) : null;

  const start = () => {
    setIsAsking(false);
    setFailure(null);
    session.forceRefresh().catch((error: unknown) => {
      setFailure(error instanceof Error ? error.message : String(error));
    });
  };
  const onClick = () => {
    if (secondsSinceRecent(refresh, now.peek()) === null) start();
    else setIsAsking(true);
  };

  return (
    <div class="refresh">
      <button
        type="button"
        class={refresh.running ? 'button running' : 'button'}
        disabled={refresh.running || obstacle !== null}
        title={obstacle ?? 'Ask the service for a new token now'}
        aria-busy={refresh.running}
        onClick={onClick}
      >
        <Icon name="refresh" />
        Force refresh
      </button>
      {refresh.running && <span class="said">Refreshing…</span>}
      {obstacle && <span class="why-not">{obstacle}</span>}
      {isAsking && !refresh.running && !obstacle && (
        <AskAgain model={model} onAnswer={(again) => (again ? start() : setIsAsking(false))} />
      )}
      {failure && <span role="alert">Nothing was changed: {failure}</span>}
    </div>
  );
}
