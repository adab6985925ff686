import { useId } from 'preact/hooks';
import { Icon } from '../../panel/parts/Icon.tsx';
import { say } from '../../panel/words/language.ts';
import type { WordKey } from '../core/language/language.ts';
import { Choice } from './Choice.tsx';
import { checkDraft, type DraftCheck, type ProfileDraft, templateFor } from './profile-draft.ts';

const FIELDS: readonly [string, WordKey][] = [
  ['hosts', 'options_profile_hosts'],
  ['apiBase', 'options_profile_api_base'],
  ['refreshPath', 'options_profile_refresh_path'],
  ['storage', 'options_profile_storage'],
  ['refusalCodes', 'options_profile_refusal_codes'],
  ['unverifiableCodes', 'options_profile_unverifiable_codes'],
];

function sayCheck(check: DraftCheck): string {
  switch (check.kind) {
    case 'right':
      return say('options_profile_right');
    case 'not-json':
      return say('options_profile_not_json', { line: check.line, column: check.column });
    case 'wrong':
      return say('options_profile_wrong', { where: check.where || 'profile' });
    case 'plain-http':
      return `apiBase: ${say('options_address_plain_http')}`;
  }
}

function Check({ draft, id }: { draft: ProfileDraft; id: string }) {
  const check = checkDraft(draft);
  const isRight = check.kind === 'right';
  return (
    <p id={id} class={isRight ? 'check good' : 'check bad'} role="status">
      <Icon name={isRight ? 'check' : 'cross'} />
      <span>{sayCheck(check)} </span>
    </p>
  );
}

function Editor({ draft, onChange }: Props) {
  const id = useId();
  const checkId = useId();
  return (
    <div class="editor">
      <label for={id}>{say('options_profile_json')}</label>
      <textarea
        id={id}
        class="mono"
        rows={10}
        spellcheck={false}
        aria-describedby={checkId}
        value={draft.text}
        onInput={({ currentTarget }) => onChange({ ...draft, text: currentTarget.value })}
      />
      <Check draft={draft} id={checkId} />
      <details>
        <summary>
          <Icon name="fold" />
          {say('options_profile_fields')}
        </summary>
        <dl>
          {FIELDS.map(([name, what]) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>{say(what)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}

interface Props {
  draft: ProfileDraft;
  /** of the host that it is for; null as long as that is not known */
  origin?: string | null;
  onChange: (draft: ProfileDraft) => void;
}

/** Which endpoints, keys and words are those of the host. */
export function ProfileChoice({ draft, origin = null, onChange }: Props) {
  return (
    <Choice
      legend={say('options_profile')}
      options={[
        {
          value: 'futureguide',
          title: say('options_profile_futureguide'),
          what: say('options_profile_futureguide_what'),
        },
        { value: 'own', title: say('options_profile_own'), what: say('options_profile_own_what') },
      ]}
      chosen={draft.isOwn ? 'own' : 'futureguide'}
      onChoose={(chosen) => {
        const isOwn = chosen === 'own';
        onChange({ isOwn, text: isOwn && draft.text === '' ? templateFor(origin) : draft.text });
      }}
    >
      {draft.isOwn && <Editor draft={draft} onChange={onChange} />}
    </Choice>
  );
}
