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

/** It runs on, but whoever reads only the time would take it for the session's. */
const SET_ASIDE = {
  'signed-out': { icon: 'exit', word: 'credential_left_signed_out' },
  refused: { icon: 'cross', word: 'credential_left_refused' },
} as const;
export type SetAside = keyof typeof SET_ASIDE;

interface Props {
  lifetime: Lifetime;
  isAtEdge: boolean;
  /** why what is left of it is no session's; null where it may be one */
  setAside: SetAside | null;
}

/** The running countdown; silent, since every second would be spoken. */
export function Countdown({ lifetime, isAtEdge, setAside }: Props) {
  const timer = (
    <span role="timer" aria-live="off" data-seconds-left={lifetime.secondsLeft}>
      {countdownText(lifetime.secondsLeft)}
    </span>
  );
  if (setAside !== null && lifetime.secondsLeft > 0) {
    const { icon, word } = SET_ASIDE[setAside];
    return (
      <span class="countdown" data-state={setAside}>
        <Icon name={icon} />
        <span class="word">{say(word)}</span>
        {timer}
      </span>
    );
  }
  const { icon, word } = isAtEdge ? AT_EDGE : STATES[lifetime.state];
  return (
    <span class="countdown" data-state={isAtEdge ? 'expiring' : lifetime.state}>
      <Icon name={icon} />
      {timer}
      <span class="word">{say(word)}</span>
    </span>
  );
}
