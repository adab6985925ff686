import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { clockSource, isNotable, offsetWords } from './server-clock-words.ts';

/** The server's clock against this computer's, where the answers have told of it. */
export function ServerClock({ model }: { model: PanelModel }) {
  const reading = model.serverClock.value;
  if (!reading) return null;
  const isFarOff = isNotable(reading);
  return (
    <span class={isFarOff ? 'server-clock far-off' : 'server-clock'} title={say('clock_why')}>
      {isFarOff && <Icon name="clock" />}
      {say('clock_server')} <strong>{offsetWords(reading)}</strong> ({clockSource(reading)})
    </span>
  );
}
