import type { WordKey } from '../../src/core/language/language.ts';
import { Icon } from '../parts/Icon.tsx';
import type { IconName } from '../parts/icons.ts';
import type { Lifetime } from '../parts/lifetime.ts';
import { countdownText } from '../words/durations.ts';
import { say } from '../words/language.ts';

/** Why what is left of a token is no session's. */
export type SetAside = 'signed-out' | 'refused';
type State = Lifetime['state'] | 'at-edge' | SetAside;

const STATES: Record<State, { icon: IconName; word: WordKey }> = {
  valid: { icon: 'check', word: 'credential_left' },
  expiring: { icon: 'warning', word: 'credential_left_expiring' },
  expired: { icon: 'cross', word: 'credential_expired' },
  'not-yet-valid': { icon: 'clock', word: 'credential_left_not_yet_valid' },
  // So near to expiry that what is known of the server's clock cannot tell which side it is.
  'at-edge': { icon: 'warning', word: 'credential_at_edge' },
  'signed-out': { icon: 'clock', word: 'credential_left_signed_out' },
  refused: { icon: 'cross', word: 'credential_left_refused' },
};

interface Props {
  lifetime: Lifetime;
  isAtEdge: boolean;
  /** null where what is left may be a session's */
  setAside: SetAside | null;
}

/** The running countdown; silent, since every second would be spoken. */
export function Countdown({ lifetime, isAtEdge, setAside }: Props) {
  const { secondsLeft } = lifetime;
  const aside = secondsLeft > 0 ? setAside : null;
  const state = aside ?? (isAtEdge ? 'at-edge' : lifetime.state);
  const { icon, word } = STATES[state];
  const said = <span class="word">{say(word)}</span>;
  // Whoever reads only the time would take it for the session's: there the word goes first.
  return (
    <span class="countdown" data-state={state}>
      <Icon name={icon} />
      {aside && said}
      <span role="timer" aria-live="off" data-seconds-left={secondsLeft}>
        {countdownText(secondsLeft)}
      </span>
      {!aside && said}
    </span>
  );
}
