import { Icon } from '../../panel/parts/Icon.tsx';
import { say } from '../../panel/words/language.ts';
import { futureGuide } from '../futureguide.ts';
import { AccessState } from './AccessState.tsx';
import type { OptionsModel } from './options-model.ts';

/** The service's own hosts: always there, unless the browser withholds them. */
export function OwnHostCard({ model }: { model: OptionsModel }) {
  return (
    <div class="card">
      <div class="card-head">
        <Icon name="window" />
        <h3>{say('options_own_hosts', { domain: futureGuide.domain })}</h3>
        <span class="tag">{say('options_full')}</span>
      </div>
      <p class="subtle">{say('options_allows_full')}</p>
      <AccessState isGranted={model.isOwnGranted.value} onGrant={() => void model.grantOwn()} />
    </div>
  );
}
