import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { pageObstacle } from './page-obstacle.ts';

interface Props {
  model: PanelModel;
  token: string;
  label: string;
  isAdvised?: boolean;
}

/** One request with this token to the service's own host, made by this click alone. */
export function ProbeButton({ model, token, label, isAdvised = false }: Props) {
  const { probe } = model.snapshot.value;
  const obstacle = pageObstacle(model, label);
  const isAsking = probe.running && probe.token === token;
  return (
    <button
      type="button"
      class={isAdvised ? 'button primary' : 'button'}
      disabled={probe.running || obstacle !== null}
      aria-busy={isAsking}
      title={obstacle ?? say('probe_why', { url: model.session.recording.profile.probeUrl })}
      onClick={() => void model.session.probeToken(token)}
    >
      <Icon name="ask" />
      <span class="label">{isAsking ? say('probe_asking') : label}</span>
    </button>
  );
}
