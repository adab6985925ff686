import { useSignal } from '@preact/signals';
import { CopyButton } from '../../panel/parts/CopyButton.tsx';
import { Icon } from '../../panel/parts/Icon.tsx';
import { say, tell } from '../../panel/words/language.ts';
import { copiedSummary } from '../core/session/copied-summary.ts';
import type { SessionFacts } from '../core/session/facts.ts';
import {
  renewalObstacle,
  renewalSaid,
  renewalTone,
  secondsSinceRenewal,
} from '../core/session/renewal.ts';
import type { PopupModel } from './popup-model.ts';

interface Props {
  facts: SessionFacts;
  model: PopupModel;
}

function AskAgain({ model, onClose }: { model: PopupModel; onClose: () => void }) {
  return (
    <div class="note warn" role="alertdialog" aria-label={say('renew_again')}>
      <Icon name="warning" />
      <span>{say('renew_again')}</span>
      <button
        type="button"
        class="button"
        onClick={() => {
          onClose();
          void model.renew();
        }}
      >
        {say('renew_anyway')}
      </button>
      <button type="button" class="button quiet" onClick={onClose}>
        {say('refresh_cancel')}
      </button>
    </div>
  );
}

function Outcome({ model }: { model: PopupModel }) {
  const { outcome } = model.renewal.value;
  return (
    <div role="status" class="outcome">
      {outcome && (
        <p class={`note ${renewalTone(outcome)}`} data-renewal={outcome.kind}>
          <Icon name={renewalTone(outcome) === 'good' ? 'check' : 'warning'} />
          <span>{tell(renewalSaid(outcome))}</span>
        </p>
      )}
    </div>
  );
}

/** What can be done about the session: with the care of a refresh from the panel. */
export function SessionActs({ facts, model }: Props) {
  const isAsking = useSignal(false);
  const { isRunning } = model.renewal.value;
  const obstacle = renewalObstacle(facts);
  const renew = () => {
    if (secondsSinceRenewal(facts, Date.now()) === null) void model.renew();
    else isAsking.value = true;
  };
  const close = () => {
    isAsking.value = false;
  };
  return (
    <>
      <div class="acts">
        <button
          type="button"
          class={isRunning ? 'button running' : 'button'}
          disabled={isRunning || obstacle !== null}
          title={obstacle ? tell(obstacle) : say('renew_why')}
          onClick={renew}
        >
          <Icon name="refresh" />
          {say(isRunning ? 'renew_running' : 'renew')}
        </button>
        <button type="button" class="button" onClick={() => void model.openDetails()}>
          <Icon name="window" />
          {say('popup_open_details')}
        </button>
        <button type="button" class="button" onClick={() => void model.openReport()}>
          <Icon name="export" />
          {say('popup_save_report')}
        </button>
        <CopyButton
          label={say('popup_copy_summary')}
          text={() => copiedSummary(facts, Date.now()).map(tell).join('\n')}
        />
      </div>
      {isAsking.value && !isRunning && <AskAgain model={model} onClose={close} />}
      <Outcome model={model} />
    </>
  );
}
