import './new-rows.css';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import type { Unseen } from './reading-place.ts';

/** Says what came below while the reader was further up, and leads there. */
export function NewRowsPill({ unseen, onGo }: { unseen: Unseen; onGo: () => void }) {
  const { requests, flagged } = unseen;
  return (
    <button
      type="button"
      class={flagged > 0 ? 'new-rows flagged' : 'new-rows'}
      title={say(flagged > 0 ? 'grid_go_to_flagged' : 'grid_go_to_end')}
      onClick={onGo}
    >
      {flagged > 0 && <Icon name="flag" />}
      {say('grid_new', { count: requests })}
      {flagged > 0 && `, ${say('grid_flagged', { count: flagged })}`}
      <Icon name="down" />
    </button>
  );
}
