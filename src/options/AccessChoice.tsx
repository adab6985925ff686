import { say } from '../../panel/words/language.ts';
import type { AddedHost } from '../core/service/added-hosts.ts';
import { Choice } from './Choice.tsx';

interface Props {
  access: AddedHost['access'];
  onChoose: (access: AddedHost['access']) => void;
}

/** To look on, or to do all that is done on FutureGuide. */
export function AccessChoice({ access, onChoose }: Props) {
  return (
    <Choice
      legend={say('options_access')}
      options={[
        { value: 'watch', title: say('options_watch'), what: say('options_allows_watch') },
        { value: 'full', title: say('options_full'), what: say('options_allows_full') },
      ]}
      chosen={access}
      onChoose={onChoose}
    />
  );
}
