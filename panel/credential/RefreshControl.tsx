import { type Signal, useComputed, useSignal } from '@preact/signals';
import { claimTime } from '../../src/core/token/claims.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { obstacleSentence } from '../words/refresh-obstacle.ts';
import { localTime } from '../words/times.ts';
import { pageObstacle } from './page-obstacle.ts';
import {
  isBlocked,
  isRefreshAdvised,
  isRefusedAlready,
  refreshReadiness,
  secondsSinceRecent,
  waitUntil,
} from './refresh-readiness.ts';

/** What the user is doing about a refresh. */
export interface RefreshIntent {
  /** one that comes too soon waits for a yes */
  asking: Signal<boolean>;
  /** why the last attempt could not even be handed over */
  failure: Signal<string | null>;
}

export function useRefreshIntent(): RefreshIntent {
  return { asking: useSignal(false), failure: useSignal<string | null>(null) };
}

interface Props {
  model: PanelModel;
  intent: RefreshIntent;
}

/** Begins a refresh, whatever was asked before it. */
export function startRefresh({ model, intent }: Props): void {
  intent.asking.value = false;
  intent.failure.value = null;
  model.session.forceRefresh().catch((error: unknown) => {
    intent.failure.value = error instanceof Error ? error.message : String(error);
  });
}

/** That a refresh was refused, and until when the token at hand still serves. */
export function refusedRefresh(model: PanelModel): string {
  const { current, isRefused } = model.snapshot.value;
  const until = current?.decoded.kind === 'jws' ? claimTime(current.decoded.claims, 'exp') : null;
  if (until === null || isRefused || model.serverNow.value >= until)
    return say('credential_refresh_refused');
  return say('credential_refresh_refused_by', { until: localTime(until, model.now.value) });
}

/** Why no refresh can be asked for now, or why it could only fail; null where it can. */
export function refreshObstacle(model: PanelModel): string | null {
  const obstacle = pageObstacle(model, say('refresh_force'));
  if (obstacle !== null) return obstacle;
  const { storage, faults, refresh, analysis, isRecording } = model.snapshot.value;
  const readiness = refreshReadiness(model.session.recording, storage);
  if (readiness.kind === 'unavailable') {
    // Whoever signs in first does it unrecorded.
    if (readiness.reason === 'signed-out' && !isRecording) return say('refresh_resume_first');
    return obstacleSentence(readiness.reason);
  }
  if (isBlocked(readiness, faults)) return say('refresh_blocked');
  if (isRefusedAlready(readiness, analysis)) return refusedRefresh(model);
  const until = waitUntil(refresh);
  if (until === null || model.now.value >= until) return null;
  return say('refresh_wait', { until: localTime(until, model.now.value) });
}

/** The button that refreshes on demand; why it cannot stands in the header. */
export function RefreshButton({ model, intent }: Props) {
  const { refresh, analysis } = model.snapshot.value;
  const obstacle = refreshObstacle(model);
  // Asked every second, and seldom answered otherwise.
  const isAdvised = useComputed(() => {
    const { expiringSeconds } = model.settings.value;
    const snapshot = model.snapshot.value;
    if (snapshot.faults.on.length > 0) return false;
    return isRefreshAdvised(snapshot, model.serverNow.value, expiringSeconds);
  });
  const onClick = () => {
    const nowMs = Date.now();
    const since = secondsSinceRecent(refresh, analysis.chains.refreshes, nowMs);
    if (since === null) startRefresh({ model, intent });
    else intent.asking.value = true;
  };
  return (
    <>
      <button
        type="button"
        class={`button ${isAdvised.value ? 'primary' : ''} ${refresh.running ? 'running' : ''}`}
        disabled={refresh.running || obstacle !== null}
        title={obstacle ?? say('refresh_why')}
        aria-busy={refresh.running}
        aria-label={say('refresh_force')}
        onClick={onClick}
      >
        <Icon name="refresh" />
        <span class="label">{say('refresh_force')}</span>
      </button>
      <span class="off-screen" role="status">
        {refresh.running && say('refresh_running')}
      </span>
    </>
  );
}
