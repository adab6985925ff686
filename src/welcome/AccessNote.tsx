import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../../panel/parts/Icon.tsx';
import { say } from '../../panel/words/language.ts';
import { HOST_PATTERNS } from '../futureguide.ts';
import { browser } from '../platform/browser.ts';

/** A browser may withhold the site until it is asked for from a click. */
export function AccessNote() {
  const isWithheld = useSignal(false);
  useEffect(() => {
    const look = () =>
      void browser.permissions.contains({ origins: HOST_PATTERNS }).then((granted) => {
        isWithheld.value = !granted;
      });
    look();
    browser.permissions.onAdded.addListener(look);
    browser.permissions.onRemoved.addListener(look);
    return () => {
      browser.permissions.onAdded.removeListener(look);
      browser.permissions.onRemoved.removeListener(look);
    };
  }, []);
  if (!isWithheld.value) return null;
  return (
    <p class="note warn">
      <Icon name="warning" />
      <span>
        {say('place_access_withheld')} {say('place_access_withheld_why')}
      </span>
      <button
        type="button"
        class="button primary"
        onClick={() => void browser.permissions.request({ origins: HOST_PATTERNS })}
      >
        {say('shell_grant_access')}
      </button>
    </p>
  );
}
