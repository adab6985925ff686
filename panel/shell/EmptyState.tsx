import { wordKey } from '../../src/core/language/language.ts';
import { NoMatch } from '../filter/NoMatch.tsx';
import type { PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';
import { AddHost } from './AddHost.tsx';
import type { Emptiness } from './emptiness.ts';
import { GrantAccess } from './GrantAccess.tsx';

/** What to do so that there is something to see; a file needs no page. */
function Ways({ emptiness, model }: { emptiness: Emptiness; model: PanelModel }) {
  const { session, files } = model;
  return (
    <div class="ways">
      {emptiness === 'waiting' || emptiness === 'unheard' ? (
        <button type="button" class="button primary" onClick={() => session.reloadPage()}>
          {say('place_reload')}
        </button>
      ) : (
        <button type="button" class="button primary" onClick={() => session.openApp()}>
          {say('place_no_app_open')}
        </button>
      )}
      {emptiness === 'other-site' && <AddHost model={model} />}
      <button
        type="button"
        class="button quiet"
        onClick={() => {
          files.isAsking.value = true;
        }}
      >
        {say('popup_open_file')}
      </button>
    </div>
  );
}

function Remedy({ emptiness, model }: { emptiness: Emptiness; model: PanelModel }) {
  switch (emptiness) {
    case 'access-withheld':
      return <GrantAccess model={model} />;
    case 'paused':
      return (
        <button
          type="button"
          class="button primary"
          onClick={() => model.session.setRecording(true)}
        >
          {say('shell_start_recording')}
        </button>
      );
    case 'filtered':
      return null;
    case 'no-tab':
      return (
        <button
          type="button"
          class="button primary"
          onClick={() => {
            model.files.isAsking.value = true;
          }}
        >
          {say('popup_open_file')}
        </button>
      );
    default:
      return <Ways emptiness={emptiness} model={model} />;
  }
}

/** Says why there is nothing to see and what to do about it. */
export function EmptyState({ emptiness, model }: { emptiness: Emptiness; model: PanelModel }) {
  if (emptiness === 'filtered') return <NoMatch model={model} />;
  return (
    <div class="empty">
      <h2>{say(wordKey('empty', emptiness))}</h2>
      <p>{say(wordKey('empty_remedy', emptiness))}</p>
      <Remedy emptiness={emptiness} model={model} />
    </div>
  );
}
