import { countdownText } from '../parts/durations.ts';
import { Icon } from '../parts/Icon.tsx';
import type { IconName } from '../parts/icons.ts';
import type { Lifetime } from '../parts/lifetime.ts';

const STATES: Record<Lifetime['state'], { icon: IconName; word: string }> = {
  valid: { icon: 'check', word: 'left' },
  expiring: { icon: 'warning', word: 'left, expiring' },
  expired: { icon: 'cross', word: 'expired' },
  'not-yet-valid': { icon: 'clock', word: 'left, not valid yet' },
};

/** So near to expiry that what is known of the server's clock cannot tell which side it is. */
const AT_EDGE = { icon: 'warning', word: 'at the edge of expiry' } as const;

interface Props {
  lifetime: Lifetime;
  isAtEdge: boolean;
}

/** The running countdown; silent, since every second would be spoken. */
export function Countdown({ lifetime, isAtEdge }: Props) {
  const { icon, word } = isAtEdge ? AT_EDGE : STATES[lifetime.state];
  return (
    <span class="countdown" data-state={isAtEdge ? 'expiring' : lifetime.state}>
      <Icon name={icon} />
      <span role="timer" aria-live="off" data-seconds-left={lifetime.secondsLeft}>
        {countdownText(lifetime.secondsLeft)}
      </span>
      <span class="word">{word}</span>
    </span>
  );
}
