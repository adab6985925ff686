import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { say } from '../../panel/words/language.ts';
import { wordKey } from '../core/language/language.ts';
import { type AddedHost, readAddress } from '../core/service/added-hosts.ts';
import { futureGuide } from '../futureguide.ts';
import { AccessChoice } from './AccessChoice.tsx';
import type { OptionsModel } from './options-model.ts';
import { ProfileChoice } from './ProfileChoice.tsx';
import { checkDraft, profileDraft } from './profile-draft.ts';

/** Whoever came from a page that is not known asks about its address. */
function askedAbout(): string {
  const url = new URLSearchParams(location.search).get('add') ?? '';
  const isSite = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  return isSite && !futureGuide.isServiceHost(new URL(url).hostname) ? new URL(url).origin : '';
}

/** Adds a host by hand; the browser asks at the click. */
export function AddHostForm({ model }: { model: OptionsModel }) {
  const address = useSignal(askedAbout());
  const access = useSignal<AddedHost['access']>('watch');
  const draft = useSignal(profileDraft(null));
  const isRefused = useSignal(false);
  const addressId = useId();
  const noteId = useId();
  const read = readAddress(address.value, futureGuide.isServiceHost, model.hosts.value);
  const origin = read.kind === 'origin' ? read.origin : null;
  const check = checkDraft(draft.value);
  const note =
    read.kind === 'origin'
      ? say('options_address_read', { origin: read.origin })
      : say(
          address.value.trim() === ''
            ? 'options_address_example'
            : wordKey('options_address', read.problem),
        );
  const add = async () => {
    if (origin === null || check.kind !== 'right') return;
    const isKept = await model.put({ origin, access: access.value, profile: check.profile });
    isRefused.value = !isKept;
    if (!isKept) return;
    address.value = '';
    access.value = 'watch';
    draft.value = profileDraft(null);
  };
  return (
    <form
      class="card"
      aria-label={say('options_add')}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <h3>{say('options_add')}</h3>
      <div class="address">
        <label for={addressId}>{say('options_address')}</label>
        <input
          id={addressId}
          type="text"
          autocomplete="off"
          spellcheck={false}
          placeholder="localhost:3000"
          aria-describedby={noteId}
          value={address.value}
          onInput={({ currentTarget }) => {
            address.value = currentTarget.value;
            isRefused.value = false;
          }}
        />
        <p id={noteId} class={read.kind === 'problem' && address.value !== '' ? 'bad' : 'subtle'}>
          {note}
        </p>
      </div>
      <AccessChoice
        access={access.value}
        onChoose={(chosen) => {
          access.value = chosen;
        }}
      />
      <ProfileChoice
        draft={draft.value}
        origin={origin}
        onChange={(changed) => {
          draft.value = changed;
        }}
      />
      <div class="acts">
        <button
          type="submit"
          class="button primary"
          disabled={origin === null || check.kind !== 'right'}
        >
          {say('options_add_button')}
        </button>
        <span class="subtle">{say('options_add_asks')}</span>
      </div>
      {isRefused.value && (
        <p class="bad" role="alert">
          {say('options_add_refused')}
        </p>
      )}
    </form>
  );
}
