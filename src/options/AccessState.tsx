import { Icon } from '../../panel/parts/Icon.tsx';
import { say } from '../../panel/words/language.ts';

/** Whether the browser lets us see a host, and the click that asks for it. */
export function AccessState({ isGranted, onGrant }: { isGranted: boolean; onGrant: () => void }) {
  return (
    <div class={isGranted ? 'access good' : 'access warn'} role="status">
      <Icon name={isGranted ? 'check' : 'warning'} />
      <span>{say(isGranted ? 'options_granted' : 'options_withheld')}</span>
      {!isGranted && (
        <button type="button" class="button primary" onClick={onGrant}>
          {say('shell_grant_access')}
        </button>
      )}
    </div>
  );
}
