import type { PanelModel } from '../panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { clockSource, isNotable, offsetWords } from './server-clock-words.ts';

const EXPLANATION =
  'How far the server’s clock is ahead of this computer’s, from its own answers. The countdown and the verdicts go by it.';

/** The server's clock against this computer's, where the answers have told of it. */
export function ServerClock({ model }: { model: PanelModel }) {
  const reading = model.serverClock.value;
  if (!reading) return null;
  const isFarOff = isNotable(reading);
  return (
    <span class={isFarOff ? 'server-clock far-off' : 'server-clock'} title={EXPLANATION}>
      {isFarOff && <Icon name="clock" />}
      Server clock <strong>{offsetWords(reading)}</strong> ({clockSource(reading)})
    </span>
  );
}
