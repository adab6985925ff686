import type { WordKey } from '../../src/core/language/language.ts';
import { Icon } from '../parts/Icon.tsx';
import type { IconName } from '../parts/icons.ts';
import type { Lifetime } from '../parts/lifetime.ts';
import { countdownText } from '../words/durations.ts';
import { say } from '../words/language.ts';

const STATES: Record<Lifetime['state'], { icon: IconName; word: WordKey }> = {
  valid: { icon: 'check', word: 'credential_left' },
  expiring: { icon: 'warning', word: 'credential_left_expiring' },
  expired: { icon: 'cross', word: 'credential_expired' },
  'not-yet-valid': { icon: 'clock', word: 'credential_left_not_yet_valid' },
};

/** So near to expiry that what is known of the server's clock cannot tell which side it is. */
const AT_EDGE = { icon: 'warning', word: 'credential_at_edge' } as const;

/** It runs on, and is nobody's session any more. */
const SIGNED_OUT = { icon: 'exit', word: 'credential_left_signed_out' } as const;

interface Props {
  lifetime: Lifetime;
  isAtEdge: boolean;
  isSignedOut: boolean;
}

/** The running countdown; silent, since every second would be spoken. */
export function Countdown({ lifetime, isAtEdge, isSignedOut }: Props) {
  const isLeft = isSignedOut && lifetime.secondsLeft > 0;
  const { icon, word } = isLeft ? SIGNED_OUT : isAtEdge ? AT_EDGE : STATES[lifetime.state];
  const state = isAtEdge ? 'expiring' : lifetime.state;
  return (
    <span class="countdown" data-state={isLeft ? 'signed-out' : state}>
      <Icon name={icon} />
      <span role="timer" aria-live="off" data-seconds-left={lifetime.secondsLeft}>
        {countdownText(lifetime.secondsLeft)}
      </span>
      <span class="word">{say(word)}</span>
    </span>
  );
}
