import { decodeToken } from '../../src/core/token/jwt.ts';
import { judgeToken } from '../../src/core/token/validity.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { ActNote } from '../parts/ActNote.tsx';
import { probeSentence, probeTone } from '../words/probe-sentences.ts';

interface Props {
  model: PanelModel;
  token: string;
  wasRefused: boolean;
}

/** What the service said of this token, and what that means. */
export function ProbeResult({ model, token, wasRefused }: Props) {
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
