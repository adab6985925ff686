import type { WordKey } from '../../src/core/language/language.ts';
import { Icon } from '../parts/Icon.tsx';
import type { IconName } from '../parts/icons.ts';
import type { Lifetime } from '../parts/lifetime.ts';
import { countdownText } from '../words/durations.ts';
import { say } from '../words/language.ts';

/** Why what is left of a token is no session's, or may be none's any more. */
export type SetAside = 'signed-out' | 'refused' | 'last-known' | 'last' | 'file';
type State = Lifetime['state'] | 'at-edge' | SetAside;

const STATES: Record<State, { icon: IconName; word: WordKey | null }> = {
  valid: { icon: 'check', word: 'credential_left' },
  expiring: { icon: 'warning', word: 'credential_left_expiring' },
  expired: { icon: 'cross', word: 'credential_expired' },
  'not-yet-valid': { icon: 'clock', word: 'credential_left_not_yet_valid' },
  // So near to expiry that what is known of the server's clock cannot tell which side it is.
  'at-edge': { icon: 'warning', word: 'credential_at_edge' },
  // Good, but the service has refused what would renew it.
  last: { icon: 'warning', word: 'credential_last' },
  'signed-out': { icon: 'clock', word: 'credential_not_stored' },
  // That it is so stands beside the name, whatever the time.
  'last-known': { icon: 'clock', word: null },
  file: { icon: 'clock', word: null },
  refused: { icon: 'cross', word: 'credential_refused' },
};

/** What the mark says of the token alone: nothing good where no session may have it. */
export function countdownState(
  { secondsLeft, state }: Lifetime,
  isAtEdge: boolean,
  setAside: SetAside | null,
): State {
  if (setAside && (secondsLeft > 0 || (isAtEdge && setAside === 'refused'))) return setAside;
  return isAtEdge ? 'at-edge' : state;
}

interface Props {
  secondsLeft: number;
  state: State;
  isAtEdge: boolean;
  /** what is left is no session's, or may be none's */
  isAside: boolean;
  /** what is wrong beside the token's life, and told nowhere else */
  warnings: number;
  /** time stands still: it is that of a file */
  isOver: boolean;
}

/** The running countdown; silent, since every second would be spoken. */
export function Countdown({ secondsLeft, state, isAtEdge, isAside, warnings, isOver }: Props) {
  const { icon, word } = STATES[state];
  const ended = isOver ? 'credential_left_at_end' : null;
  const after = isAtEdge ? 'credential_at_edge' : ended;
  const time = (
    <span role="timer" aria-live="off" data-seconds-left={secondsLeft}>
      {countdownText(secondsLeft)}
    </span>
  );
  // One mark: the worse of both.
  const isWarned = warnings > 0 && icon !== 'cross';
  // Whoever reads only the time would take it for the session's: there the word leads, quietly after a sign-out.
  return (
    <span class="countdown" data-state={state} data-warned={isWarned}>
      {isWarned ? (
        <Icon name="warning" label={say('credential_warnings', { count: warnings })} />
      ) : (
        <Icon name={icon} />
      )}
      {isAside ? (
        <>
          {word && (state === 'signed-out' ? say(word) : <strong>{say(word)}</strong>)}
          <span class="word">
            {word && '· '}
            {!after && say('credential_expires_in')} {time} {after && say(after)}
          </span>
        </>
      ) : (
        <>
          {time}
          {word && <span class="word">{say(word)}</span>}
        </>
      )}
    </span>
  );
}
