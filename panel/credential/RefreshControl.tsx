import { type Signal, useSignal } from '@preact/signals';
import type { RefreshState } from '../../src/core/session/session.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { durationInWords } from '../words/durations.ts';
import { say } from '../words/language.ts';
import { obstacleSentence } from '../words/refresh-obstacle.ts';
import { localTime } from '../words/times.ts';
import { pageObstacle } from './page-obstacle.ts';
import { refreshReadiness, secondsSinceRecent, waitUntil } from './refresh-readiness.ts';

/** What the user is doing about a refresh. */
export interface RefreshIntent {
  /** one that comes too soon waits for a yes */
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

/** That another refresh would come too soon, as a question; null where it would not. */
function tooSoon(refresh: RefreshState, nowMs: number): string | null {
  const until = waitUntil(refresh, nowMs);
  if (until !== null) return say('refresh_again_until', { until: localTime(until, nowMs) });
  const seconds = secondsSinceRecent(refresh, nowMs);
  return seconds === null ? null : say('refresh_again_ago', { span: durationInWords(seconds) });
}

/** The button that refreshes on demand; why it cannot stands in the header. */
export function RefreshButton({ model, intent }: Props) {
  const { refresh } = model.snapshot.value;
  const obstacle = refreshObstacle(model);
  const mustWait = waitUntil(refresh, model.now.value) !== null;
  const onClick = () => {
    if (tooSoon(refresh, Date.now()) === null) start({ model, intent });
    else intent.asking.value = true;
  };
  return (
    <>
      <button
        type="button"
        class={`button ${mustWait ? '' : 'primary'} ${refresh.running ? 'running' : ''}`}
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
  const question = tooSoon(model.snapshot.value.refresh, model.now.value);
  return (
    <div class="note warn ask" role="alertdialog" aria-label={say('refresh_again')}>
      <Icon name="warning" />
      <span>{question ?? say('refresh_again_late')}</span>
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
