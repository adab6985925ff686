import { wordKey } from '../../src/core/language/language.ts';
import { type DecodedToken, decodeToken } from '../../src/core/token/jwt.ts';
import { TokenName } from '../detail/TokenName.tsx';
import { TokenContent } from '../detail/TokenTab.tsx';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import type { IconName } from '../parts/icons.ts';
import { type Lifetime, lifetimeOf } from '../parts/lifetime.ts';
import { countdownText } from '../words/durations.ts';
import { say } from '../words/language.ts';
import { localTime } from '../words/times.ts';

interface Props {
  token: string;
  model: PanelModel;
}

const ICONS: Record<Lifetime['state'], IconName> = {
  valid: 'info',
  expiring: 'warning',
  expired: 'cross',
  'not-yet-valid': 'clock',
};

/** How long it lives from now on, by the server's clock where that is known. */
function Life({ decoded, model }: { decoded: DecodedToken; model: PanelModel }) {
  const { expiringSeconds } = model.snapshot.value.analysis.profile;
  const now = model.serverNow.value;
  const lifetime = lifetimeOf(decoded, now, expiringSeconds);
  if (!lifetime) return <span class="subtle">{say('detail_signature_unchecked')}</span>;
  const { state, secondsLeft, expiresAt } = lifetime;
  const left = countdownText(Math.abs(secondsLeft));
  return (
    <p class="countdown" data-state={state}>
      <Icon name={ICONS[state]} />
      <span aria-live="off">
        {say(wordKey('file_token', state), { left, at: localTime(expiresAt, now) })}
      </span>
    </p>
  );
}

/** A token by itself, decoded; nothing is sent and nothing kept. */
export function PastedToken({ token, model }: Props) {
  const decoded = decodeToken(token);
  return (
    <div class="pasted-token">
      <TokenName token={token} decoded={decoded} model={model}>
        <Life decoded={decoded} model={model} />
      </TokenName>
      <TokenContent token={token} decoded={decoded} sentAt={null} model={model} />
    </div>
  );
}
