import { decodeToken } from '../../src/core/token/jwt.ts';
import { judgeToken } from '../../src/core/token/validity.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { ActNote } from '../parts/ActNote.tsx';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { probeSentence, probeTone } from '../words/probe-sentences.ts';
import { pageObstacle } from './page-obstacle.ts';

interface ButtonProps {
  model: PanelModel;
  token: string;
  label: string;
}

/** One request with this token to the service's own host, made by this click alone. */
export function ProbeButton({ model, token, label }: ButtonProps) {
  const { probe } = model.snapshot.value;
  const obstacle = pageObstacle(model);
  const isAsking = probe.running && probe.token === token;
  return (
    <button
      type="button"
      class="button"
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

interface ResultProps {
  model: PanelModel;
  token: string;
  wasRefused: boolean;
}

/** What the service said of this token, and what that means. */
export function ProbeResult({ model, token, wasRefused }: ResultProps) {
  const { analysis, probe } = model.snapshot.value;
  const { last } = probe;
  if (!last || probe.running || probe.token !== token) return null;
  const { outcome, at } = last;
  const serverThen = at + (model.serverClock.value?.offsetMs ?? 0);
  const { validity } = judgeToken(decodeToken(token), serverThen, analysis.profile.expiringSeconds);
  const isOutOfTime = validity === 'expired' || validity === 'not-yet-valid';
  return (
    <ActNote tone={probeTone(outcome)} at={at} model={model} kind={{ 'data-probe': outcome.kind }}>
      {probeSentence(outcome, { wasRefused, isOutOfTime })}
    </ActNote>
  );
}
