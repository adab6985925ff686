import { countdownText } from './durations.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import type { Lifetime } from './lifetime.ts';

const STATES: Record<Lifetime['state'], { icon: IconName; word: string }> = {
  valid: { icon: 'check', word: 'left' },
  expiring: { icon: 'warning', word: 'left, expiring' },
  expired: { icon: 'cross', word: 'expired' },
  'not-yet-valid': { icon: 'clock', word: 'left, not valid yet' },
};

/** The running countdown; silent, since every second would be spoken. */
export function Countdown({ lifetime }: { lifetime: Lifetime }) {
  const { icon, word } = STATES[lifetime.state];
  return (
    <span class="countdown" data-state={lifetime.state}>
      <Icon name={icon} />
      <span role="timer" aria-live="off" data-seconds-left={lifetime.secondsLeft}>
        {countdownText(lifetime.secondsLeft)}
      </span>
      <span class="word">{word}</span>
    </span>
  );
}
