import './refresh.css';
import type { PanelModel, Snapshot } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { durationInWords } from '../words/durations.ts';
import { say } from '../words/language.ts';
import { type RefreshIntent, startRefresh } from './RefreshControl.tsx';
import { secondsSinceRecent } from './refresh-readiness.ts';

interface Props {
  model: PanelModel;
  intent: RefreshIntent;
}

/** That another refresh may come too soon, as a question. */
function question({ refresh, analysis }: Snapshot, nowMs: number): string {
  const seconds = secondsSinceRecent(refresh, analysis.chains.refreshes, nowMs);
  return seconds === null
    ? say('refresh_again')
    : say('refresh_again_ago', { span: durationInWords(seconds) });
}

function AskAgain({ model, intent }: Props) {
  return (
    <div class="note warn ask" role="alertdialog" aria-label={say('refresh_again')}>
      <Icon name="warning" />
      <span>{question(model.snapshot.value, model.now.value)}</span>
      <button type="button" class="button" onClick={() => startRefresh({ model, intent })}>
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
