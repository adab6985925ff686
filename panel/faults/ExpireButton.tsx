import { actObstacle } from '../files/act-obstacle.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { suggest } from './fault-lab.ts';

/** Lets the token that the app holds expire, after a question. */
export function ExpireButton({ model }: { model: PanelModel }) {
  const obstacle = actObstacle(model);
  return (
    <button
      type="button"
      class="button"
      disabled={obstacle !== null}
      title={obstacle ?? say('fault_expire_now_what')}
      onClick={() => suggest(model.faultLab, 'expire-now')}
    >
      <Icon name="fault" />
      <span class="label">{say('fault_expire_now')}</span>
    </button>
  );
}
