import { type Signal, useSignal } from '@preact/signals';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { durationInWords } from '../words/durations.ts';
import { say } from '../words/language.ts';
import { obstacleSentence } from '../words/refresh-obstacle.ts';
import { pageObstacle } from './page-obstacle.ts';
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

/** Why no refresh can be asked for now; null where it can. */
export function refreshObstacle(model: PanelModel): string | null {
  const { storage } = model.snapshot.value;
  const readiness = refreshReadiness(model.session.recording, storage);
  const unready = readiness.kind === 'unavailable' ? obstacleSentence(readiness.reason) : null;
  return pageObstacle(model) ?? unready;
}

/** The button that refreshes on demand; why it cannot stands in the header. */
export function RefreshButton({ model, intent }: Props) {
  const { refresh } = model.snapshot.value;
  const obstacle = refreshObstacle(model);
  const onClick = () => {
    if (secondsSinceRecent(refresh, Date.now()) === null) start({ model, intent });
    else intent.asking.value = true;
  };
  return (
    <>
      <button
        type="button"
        class={refresh.running ? 'button primary running' : 'button primary'}
        disabled={refresh.running || obstacle !== null}
        title={obstacle ?? say('refresh_why')}
        aria-busy={refresh.running}
        aria-label={say('refresh_force')}
        onClick={onClick}
      >
        <Icon name="refresh" />
        {say('refresh_force')}
      </button>
      <span class="off-screen" role="status">
        {refresh.running && say('refresh_running')}
      </span>
    </>
  );
}

function AskAgain({ model, intent }: Props) {
  const seconds = secondsSinceRecent(model.snapshot.value.refresh, model.now.value);
  const question =
    seconds === null
      ? say('refresh_again_late')
      : say('refresh_again_ago', { span: durationInWords(seconds) });
  return (
    <div class="note warn ask" role="alertdialog" aria-label={say('refresh_again')}>
      <Icon name="warning" />
      <span>{question}</span>
      <button type="button" class="button" onClick={() => start({ model, intent })}>
        {say('refresh_anyway')}
      </button>
      <button
        type="button"
        class="button"
        onClick={() => {
          intent.asking.value = false;
        }}
      >
        {say('refresh_cancel')}
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
          <span>{say('refresh_not_begun', { failure })}</span>
        </p>
      )}
    </>
  );
}
