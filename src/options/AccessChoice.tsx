import { useId } from 'preact/hooks';
import { say } from '../../panel/words/language.ts';
import type { AddedHost } from '../core/service/added-hosts.ts';

interface Props {
  access: AddedHost['access'];
  /** false where a token may not be sent there */
  mayAct: boolean;
  onChoose: (access: AddedHost['access']) => void;
}

/** To look on, or to do all that is done on FutureGuide. */
export function AccessChoice({ access, mayAct, onChoose }: Props) {
  const name = useId();
  return (
    <fieldset class="choice">
      <legend>{say('options_access')}</legend>
      <label>
        <input
          type="radio"
          name={name}
          checked={access === 'watch'}
          onChange={() => onChoose('watch')}
        />
        <span>
          <b>{say('options_watch')}</b>
          <span class="subtle">{say('options_allows_watch')}</span>
        </span>
      </label>
      <label>
        <input
          type="radio"
          name={name}
          checked={access === 'full'}
          disabled={!mayAct}
          onChange={() => onChoose('full')}
        />
        <span>
          <b>{say('options_full')}</b>
          <span class="subtle">{say(mayAct ? 'options_allows_full' : 'options_full_unsafe')}</span>
        </span>
      </label>
    </fieldset>
  );
}
