import { Icon } from '../../panel/parts/Icon.tsx';
import type { IconName } from '../../panel/parts/icons.ts';
import { say } from '../../panel/words/language.ts';
import type { WordKey } from '../core/language/language.ts';
import type { TabSite } from '../messages.ts';
import type { PopupModel } from './popup-model.ts';

interface PlaceWords {
  icon: IconName;
  sentence: WordKey;
  why: WordKey;
  button: WordKey;
  act(model: PopupModel): Promise<void>;
}

const PLACES: Record<Exclude<TabSite, 'service'>, PlaceWords> = {
  other: {
    icon: 'window',
    sentence: 'place_no_app',
    why: 'place_no_app_why',
    button: 'place_no_app_open',
    act: (model) => model.openApp(),
  },
  'access-withheld': {
    icon: 'warning',
    sentence: 'place_access_withheld',
    why: 'place_access_withheld_why',
    button: 'shell_grant_access',
    act: (model) => model.grantAccess(),
  },
  unheard: {
    icon: 'info',
    sentence: 'place_unheard',
    why: 'place_unheard_why',
    button: 'place_reload',
    act: (model) => model.reloadPage(),
  },
};

/** Why nothing can be said of a session here, and the button that changes it. */
export function PlaceCard({ site, model }: { site: TabSite; model: PopupModel }) {
  if (site === 'service') return null;
  const { icon, sentence, why, button, act } = PLACES[site];
  return (
    <section class="place" data-site={site}>
      <Icon name={icon} />
      <p class="sentence">{say(sentence)}</p>
      <p class="subtle">{say(why)}</p>
      <button type="button" class="button primary" onClick={() => void act(model)}>
        {say(button)}
      </button>
      {site === 'other' && (
        <div class="also">
          <button type="button" class="button" onClick={() => void model.openFiles()}>
            {say('popup_open_file')}
          </button>
          <a href="/src/options/options.html" target="_blank" rel="noreferrer">
            {say('popup_add_host')}
          </a>
        </div>
      )}
    </section>
  );
}

/** Of a page from before the extension only its requests are seen. */
export function ReloadNote({ model }: { model: PopupModel }) {
  return (
    <p class="note">
      <Icon name="info" />
      <span>{say('place_unheard_note')}</span>
      <button type="button" class="button primary" onClick={() => void model.reloadPage()}>
        {say('place_reload')}
      </button>
    </p>
  );
}
