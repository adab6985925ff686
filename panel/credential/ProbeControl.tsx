import { decodeToken } from '../../src/core/jwt.ts';
import { judgeToken } from '../../src/core/validity.ts';
import type { PanelModel } from '../panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { relativeTime } from '../parts/times.ts';
import { probeSentence, probeTone } from '../words/probe-sentences.ts';

interface ButtonProps {
  model: PanelModel;
  token: string;
  label: string;
}

/** One request with this token to the service's own host, made by this click alone. */
export function ProbeButton({ model, token, label }: ButtonProps) {
  const { probe } = model.snapshot.value;
  const isAsking = probe.running && probe.token === token;
  return (
    <button
      type="button"
      class="button"
      disabled={probe.running}
      aria-busy={isAsking}
      title={`Is this token accepted now? Sends GET ${model.session.recording.profile.probeUrl} with it`}
      onClick={() => void model.session.probeToken(token)}
    >
      <Icon name="ask" />
      {isAsking ? 'Asking…' : label}
    </button>
  );
}

const ICON = { good: 'check', bad: 'cross', warn: 'warning' } as const;

interface ResultProps {
  model: PanelModel;
  token: string;
  wasRefused: boolean;
}

/** What the service said of this token, and what that means. */
export function ProbeResult({ model, token, wasRefused }: ResultProps) {
  const { probe } = model.snapshot.value;
  const { last } = probe;
  if (!last || probe.running || probe.token !== token) return null;
  const { expiringSeconds } = model.session.recording.profile;
  const serverThen = last.at + (model.serverClock.value?.offsetMs ?? 0);
  const { validity } = judgeToken(decodeToken(token), serverThen, expiringSeconds);
  const isOutOfTime = validity === 'expired' || validity === 'not-yet-valid';
  const tone = probeTone(last.outcome);
  return (
    <div class={`note ${tone}`} data-probe={last.outcome.kind}>
      <Icon name={ICON[tone]} />
      <span role="status">{probeSentence(last.outcome, { wasRefused, isOutOfTime })}</span>
      <Ago at={last.at} model={model} />
    </div>
  );
}

function Ago({ at, model }: { at: number; model: PanelModel }) {
  return <span class="ago">{relativeTime(at, model.now.value)}</span>;
}
