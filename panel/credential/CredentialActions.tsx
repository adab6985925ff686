import { lastRefusal } from '../../src/core/session/refused.ts';
import type { CurrentCredential } from '../../src/core/verdict/current.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { later } from '../parts/later.tsx';
import { NARROW, useMediaQuery } from '../parts/media-query.ts';
import { say } from '../words/language.ts';
import { ProbeButton } from './ProbeButton.tsx';
import { RefreshButton, type RefreshIntent } from './RefreshControl.tsx';

const CopyClaims = later(() => import('./claims-acts.tsx').then((part) => part.CopyClaims));
const MoreMenu = later(() => import('./claims-acts.tsx').then((part) => part.MoreMenu));

interface Props {
  current: CurrentCredential | null;
  model: PanelModel;
  refresh: RefreshIntent;
}

/** The remedy first; what else can be done to the current token beside it, or in a menu. */
export function CredentialActions({ current, model, refresh }: Props) {
  const isNarrow = useMediaQuery(NARROW);
  const { analysis, isRefused, probe } = model.snapshot.value;
  const cause =
    current && isRefused && lastRefusal(analysis, current.token)?.verdict.refusal?.cause;
  // Nothing else tells whether it is the token, the route or the service.
  const isProbeAdvised = probe.last === null && (cause === 'unknown' || cause === 'verifier-down');
  return (
    <div class="actions">
      {current && !isNarrow && <CopyClaims current={current} />}
      {current && !isNarrow && (
        <ProbeButton
          model={model}
          token={current.token}
          label={say('credential_ask')}
          isAdvised={isProbeAdvised}
        />
      )}
      <RefreshButton model={model} intent={refresh} />
      {current && isNarrow && <MoreMenu current={current} model={model} />}
    </div>
  );
}
