import { say } from '../../panel/words/language.ts';
import type { AddedHost } from '../core/service/added-hosts.ts';
import { Choice } from './Choice.tsx';

interface Props {
  access: AddedHost['access'];
  /** false where a token may not be sent there */
  mayAct: boolean;
  onChoose: (access: AddedHost['access']) => void;
}

/** To look on, or to do all that is done on FutureGuide. */
export function AccessChoice({ access, mayAct, onChoose }: Props) {
  return (
    <Choice
      legend={say('options_access')}
      options={[
        { value: 'watch', title: say('options_watch'), what: say('options_allows_watch') },
        {
          value: 'full',
          title: say('options_full'),
          what: say(mayAct ? 'options_allows_full' : 'options_full_unsafe'),
          isDisabled: !mayAct,
        },
      ]}
      chosen={access}
      onChoose={onChoose}
    />
  );
}
