import { useSignal } from '@preact/signals';
import { Icon } from '../../panel/parts/Icon.tsx';
import { say } from '../../panel/words/language.ts';
import {
  type AddedHost,
  hostPatterns,
  isAskable,
  outOfReach,
} from '../core/service/added-hosts.ts';
import { AccessChoice } from './AccessChoice.tsx';
import { AccessState } from './AccessState.tsx';
import type { OptionsModel } from './options-model.ts';
import { ProfileChoice } from './ProfileChoice.tsx';
import { checkDraft, profileDraft } from './profile-draft.ts';

interface Props {
  host: AddedHost;
  model: OptionsModel;
}

function EditHost({ host, model, onClose }: Props & { onClose: () => void }) {
  const access = useSignal(host.access);
  const draft = useSignal(profileDraft(host.profile));
  const check = checkDraft(draft.value);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (check.kind !== 'right') return;
        const changed = { ...host, access: access.value, profile: check.profile };
        void model.put(changed).then((isKept) => {
          if (isKept) onClose();
        });
      }}
    >
      <AccessChoice
        access={access.value}
        onChoose={(chosen) => {
          access.value = chosen;
        }}
      />
      <ProfileChoice
        draft={draft.value}
        origin={host.origin}
        onChange={(changed) => {
          draft.value = changed;
        }}
      />
      <div class="acts">
        <button type="submit" class="button primary" disabled={check.kind !== 'right'}>
          {say('options_keep')}
        </button>
        <button type="button" class="button" onClick={onClose}>
          {say('refresh_cancel')}
        </button>
      </div>
    </form>
  );
}

/** An earlier version could ask the browser for these. */
function OutOfReach({ addresses }: { addresses: readonly string[] }) {
  return (
    <div class="access warn" role="status">
      <Icon name="warning" />
      <span>
        {say('options_out_of_reach', { addresses: addresses.join(', ') })}{' '}
        {say('options_address_plain_http')}
      </span>
    </div>
  );
}

/** One added host: what it allows, whether the browser lets us see it, and how to change or remove it. */
export function HostCard({ host, model }: Props) {
  const isEditing = useSignal(false);
  const { origin, access, profile } = host;
  const closed = outOfReach(host);
  const close = () => {
    isEditing.value = false;
  };
  return (
    <li class="card" data-host={origin} data-access={access}>
      <div class="card-head">
        <Icon name="window" />
        <h3>{origin}</h3>
        <span class="tag">{say(access === 'full' ? 'options_full' : 'options_watch')}</span>
        {profile && <span class="tag">{say('options_profile_own')}</span>}
      </div>
      {!isEditing.value && (
        <p class="subtle">
          {say(access === 'full' ? 'options_allows_full' : 'options_allows_watch')}
        </p>
      )}
      <p class="subtle">
        {say('options_permission')} <code>{hostPatterns(host).join('  ')}</code>
      </p>
      {closed.length > 0 ? (
        <OutOfReach addresses={closed} />
      ) : (
        <AccessState
          isGranted={model.granted.value.has(origin)}
          onGrant={() => void model.put(host)}
        />
      )}
      {isEditing.value ? (
        <EditHost host={host} model={model} onClose={close} />
      ) : (
        <div class="acts">
          {isAskable(origin) && (
            <button
              type="button"
              class="button"
              aria-label={say('options_edit_host', { host: origin })}
              onClick={() => {
                isEditing.value = true;
              }}
            >
              {say('options_edit')}
            </button>
          )}
          <button
            type="button"
            class="button"
            aria-label={say('options_remove_host', { host: origin })}
            onClick={() => void model.remove(host)}
          >
            {say('options_remove')}
          </button>
        </div>
      )}
    </li>
  );
}
