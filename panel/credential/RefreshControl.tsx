import { type Signal, useSignal } from '@preact/signals';
import type { PanelModel } from '../panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { obstacleSentence } from '../words/refresh-sentences.ts';
import { refreshReadiness, secondsSinceRecent } from './refresh-readiness.ts';

/** What the user is doing about a refresh. */
export interface RefreshIntent {
  /** a second one within a minute waits for a yes */
  asking: Signal<boolean>;
  /** why the last attempt could not even be handed over */
  failure: Signal<string | null>;
}

export function useRefreshIntent(): RefreshIntent {
  return { asking: useSignal(false), failure: useSignal<string | null>(null) };
}

interface Props {
  model: PanelModel;
  intent: RefreshIntent;
}

function start({ model, intent }: Props): void {
  intent.asking.value = false;
  intent.failure.value = null;
  model.session.forceRefresh().catch((error: unknown) => {
    intent.failure.value = error instanceof Error ? error.message : String(error);
  });
}

/** The button that refreshes on demand, with the reason beside it where it cannot. */
export function RefreshButton({ model, intent }: Props) {
  const { refresh, storage } = model.snapshot.value;
  const readiness = refreshReadiness(model.session.recording, storage);
  const obstacle = readiness.kind === 'unavailable' ? obstacleSentence(readiness.reason) : null;
  const onClick = () => {
    if (secondsSinceRecent(refresh, Date.now()) === null) start({ model, intent });
    else intent.asking.value = true;
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
    </div>
  );
}

function AskAgain({ model, intent }: Props) {
  const seconds = secondsSinceRecent(model.snapshot.value.refresh, model.now.value);
  const ago = seconds === null ? 'over a minute' : `${seconds} s`;
  return (
    <div class="note warn ask" role="alertdialog" aria-label="Refresh again?">
      <Icon name="warning" />
      <span>Refresh again? The last one was {ago} ago and the service allows one a minute.</span>
      <button type="button" class="button" onClick={() => start({ model, intent })}>
        Refresh anyway
      </button>
      <button
        type="button"
        class="button quiet"
        onClick={() => {
          intent.asking.value = false;
        }}
      >
        Cancel
      </button>
    </div>
  );
}

/** The question before a second refresh, and a failure to start one. */
export function RefreshQuestion({ model, intent }: Props) {
  const { running } = model.snapshot.value.refresh;
  const failure = intent.failure.value;
  return (
    <>
      {intent.asking.value && !running && <AskAgain model={model} intent={intent} />}
      {failure !== null && (
        <p class="note bad" role="alert">
          <Icon name="cross" />
          <span>Nothing was changed: {failure}</span>
        </p>
      )}
    </>
  );
}
