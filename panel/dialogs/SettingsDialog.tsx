import './dialogs.css';
import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { type Locale, localeOf } from '../../src/core/language/language.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { DEFAULT_SETTINGS, EXPIRING_SECONDS, type SettingsStore } from '../settings.ts';
import { say } from '../words/language.ts';

/** Each in its own language. */
const LANGUAGES: Record<Locale, string> = { en: 'English', id: 'Bahasa Indonesia' };

interface FieldProps {
  label: string;
  note?: string;
  /** the control, given the ids of its label and its note */
  children: (id: string, noteId: string) => ComponentChildren;
}

function Field({ label, note, children }: FieldProps) {
  const id = useId();
  const noteId = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(id, noteId)}
      {note && (
        <p id={noteId} class="subtle">
          {note}
        </p>
      )}
    </div>
  );
}

function Language({ store }: { store: SettingsStore }) {
  return (
    <Field label={say('settings_language')}>
      {(id) => (
        <select
          id={id}
          value={store.settings.value.locale}
          onChange={({ currentTarget }) => store.change({ locale: localeOf(currentTarget.value) })}
        >
          {Object.entries(LANGUAGES).map(([locale, name]) => (
            <option key={locale} value={locale} lang={locale}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function Times({ store }: { store: SettingsStore }) {
  return (
    <Field label={say('settings_times')}>
      {(id) => (
        <select
          id={id}
          value={store.settings.value.utc ? 'utc' : 'local'}
          onChange={({ currentTarget }) => store.change({ utc: currentTarget.value === 'utc' })}
        >
          <option value="local">{say('settings_times_local')}</option>
          <option value="utc">UTC</option>
        </select>
      )}
    </Field>
  );
}

function Threshold({ store }: { store: SettingsStore }) {
  const { min, max, standard } = EXPIRING_SECONDS;
  return (
    <Field
      label={say('settings_expiring')}
      note={say('settings_expiring_note', { min, max, standard })}
    >
      {(id, noteId) => (
        <input
          id={id}
          type="number"
          required
          min={min}
          max={max}
          step={1}
          aria-describedby={noteId}
          value={store.settings.value.expiringSeconds}
          onInput={({ currentTarget: { validity, valueAsNumber } }) => {
            if (validity.valid) store.change({ expiringSeconds: valueAsNumber });
          }}
        />
      )}
    </Field>
  );
}

function Grouping({ store }: { store: SettingsStore }) {
  return (
    <Field label={say('grid_group_repeated')}>
      {(id) => (
        <input
          id={id}
          type="checkbox"
          checked={store.settings.value.grouped}
          onChange={({ currentTarget }) => store.change({ grouped: currentTarget.checked })}
        />
      )}
    </Field>
  );
}

interface Props {
  store: SettingsStore;
  isOpen: Signal<boolean>;
}

/** What the user can set; each change holds at once. */
export function SettingsDialog({ store, isOpen }: Props) {
  return (
    <Dialog isOpen={isOpen} name="settings" title={say('settings')}>
      <Language store={store} />
      <Times store={store} />
      <Threshold store={store} />
      <Grouping store={store} />
      <button
        type="button"
        class="button"
        title={say('settings_reset_what')}
        onClick={() => store.change(DEFAULT_SETTINGS)}
      >
        {say('settings_reset')}
      </button>
    </Dialog>
  );
}
