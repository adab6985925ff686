import { useSignal } from '@preact/signals';
import { Icon } from '../../panel/parts/Icon.tsx';
import { say } from '../../panel/words/language.ts';
import type { OptionsModel } from './options-model.ts';

/** Whether the system tells of a session that ends or was refused; the browser asks at the click. */
export function NoticesCard({ model }: { model: OptionsModel }) {
  const isRefused = useSignal(false);
  const isOn = model.isNotifying.value;
  const change = async () => {
    await model.setNotices(!isOn);
    isRefused.value = !isOn && !model.isNotifying.value;
  };
  return (
    <div class="card">
      <div class="card-head">
        <Icon name="info" />
        <h3>{say('options_notices_title')}</h3>
      </div>
      <p class="subtle">{say('options_notices_what')}</p>
      <div class="acts">
        <button
          type="button"
          class={isOn ? 'button' : 'button primary'}
          onClick={() => void change()}
        >
          {say(isOn ? 'options_notices_off' : 'options_notices_on')}
        </button>
      </div>
      {isRefused.value && (
        <p class="bad" role="alert">
          {say('options_notices_refused')}
        </p>
      )}
    </div>
  );
}
