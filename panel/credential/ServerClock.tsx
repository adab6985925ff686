import { offsetWords } from '../../src/core/clock/offset-words.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { language, say } from '../words/language.ts';
import { clockSource, isNotable } from './server-clock-words.ts';

/** The server's clock against this computer's, where the answers have told of it. */
export function ServerClock({ model }: { model: PanelModel }) {
  const reading = model.serverClock.value;
  if (!reading) return null;
  const isFarOff = isNotable(reading);
  const { offsetMs, uncertaintyMs } = reading;
  const offset = offsetWords(offsetMs / 1000, uncertaintyMs / 1000, language.value);
  return (
    <span class={`server-clock ${isFarOff ? 'far-off' : ''}`} title={say('clock_why')}>
      {isFarOff && <Icon name="clock" />}
      {say('clock_latest')} <strong>{offset}</strong> ({clockSource(reading)})
      {isFarOff && say('clock_set')}
    </span>
  );
}
