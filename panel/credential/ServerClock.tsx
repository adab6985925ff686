import './server-clock.css';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { clockSource, clockWords, isNotable } from './server-clock-words.ts';

/** The server's clock against this computer's, where the answers have told of it. */
export function ServerClock({ model }: { model: PanelModel }) {
  const reading = model.serverClock.value;
  if (!reading) return null;
  const isFarOff = isNotable(reading);
  const { text, within } = clockWords(reading);
  return (
    <span class={`server-clock ${isFarOff ? 'far-off' : ''}`} title={say('clock_why')}>
      {isFarOff && <Icon name="clock" />}
      <strong>{text}</strong> (<span class="within">±{within}</span>, {clockSource(reading)})
      {isFarOff && say('clock_set')}
    </span>
  );
}
