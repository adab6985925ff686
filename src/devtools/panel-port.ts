import * as v from 'valibot';
import type { Runtime } from 'webextension-polyfill';
import { panelPort } from '../core/session/panel-port-name.ts';
import type { RecordingStep } from '../core/session/recording-step.ts';
import {
  type SessionNews,
  type SessionState,
  type SessionVerb,
  sessionAct,
} from '../core/session/session-channel.ts';
import type { LiveSession } from '../live/live-session.ts';
import { backoffMs } from '../platform/backoff.ts';
import { browser } from '../platform/browser.ts';

/** What changes within a frame is told together, ms. */
const FRAME_MS = 16;

function factsOf(session: LiveSession): SessionState {
  const { connection, site, isWatchOnly, isRecording, refresh, probe, faults, recipe } = session;
  const { droppedBefore, isBacklogFull } = session;
  return {
    connection,
    site,
    isWatchOnly,
    isRecording,
    refresh,
    probe,
    faults,
    recipe,
    droppedBefore,
    isBacklogFull,
  };
}

async function answer(session: LiveSession, asked: SessionVerb): Promise<unknown> {
  switch (asked.verb) {
    case 'set-recording':
      return session.setRecording(asked.on);
    case 'clear':
      return session.clear();
    case 'force-refresh':
      return session.forceRefresh();
    case 'probe':
      return session.probeToken(asked.token);
    case 'switch-fault':
      return session.switchFault(asked.fault);
    case 'undo-fault':
      return session.undoFault(asked.id, asked.newer);
    case 'undo-all-faults':
      return session.undoAllFaults(asked.newer);
    case 'what-else':
      return session.whatElseIsTouched();
    case 'start-recipe':
      return session.startRecipe(asked.id);
    case 'stop-recipe':
      return session.stopRecipe();
    case 'reload-page':
      return session.reloadPage();
    case 'open-app':
      return session.openApp();
    case 'request-access':
      return session.requestAccess();
    case 'add-host':
      return session.addHost();
    case 'keep-view':
      session.keptView = asked.view;
      return;
    case 'keep-files':
      session.keptFiles = asked.kept;
      return;
  }
}

function speak(session: LiveSession, port: Runtime.Port, end: AbortController): void {
  let steps: RecordingStep[] = [];
  let frame: ReturnType<typeof setTimeout> | null = null;
  const tell = (news: SessionNews) => {
    if (!end.signal.aborted) port.postMessage(news);
  };
  const tellChanges = () => {
    frame = null;
    tell({ type: 'changed', steps, facts: factsOf(session) });
    steps = [];
  };
  const { keptView, keptFiles } = session;
  tell({
    type: 'begin',
    recording: session.recording.copy(),
    added: session.judgedBy.added,
    page: session.judgedBy.page,
    facts: factsOf(session),
    kept: { keptView, keptFiles },
  });
  session.follow((step) => steps.push(step), end.signal);
  session.subscribe(() => {
    frame ??= setTimeout(tellChanges, FRAME_MS);
  }, end.signal);
  end.signal.addEventListener('abort', () => {
    if (frame !== null) clearTimeout(frame);
    port.disconnect();
  });
  port.onMessage.addListener((raw: unknown) => {
    const { success, output } = v.safeParse(sessionAct, raw);
    if (!success) return;
    const { act, asked } = output;
    answer(session, asked).then(
      (outcome) => tell({ type: 'done', act, outcome }),
      (error: unknown) => {
        console.error(error);
        tell({ type: 'done', act, outcome: null });
      },
    );
  });
  port.onDisconnect.addListener(() => end.abort());
}

/**
 * Serves a panel whose window cannot be reached, as in a private window of Firefox; gives back how to
 * end it. Where the port breaks, as when the background that heard it too is stopped, there is a new one.
 */
export function servePanel(session: LiveSession, tabId: number): () => void {
  const served = new AbortController();
  let failures = 0;
  const connect = () => {
    // An updated or removed extension leaves its open pages without a runtime id.
    if (served.signal.aborted || !browser.runtime?.id) return;
    const end = new AbortController();
    served.signal.addEventListener('abort', () => end.abort(), { once: true });
    const port = browser.runtime.connect({ name: panelPort(tabId) });
    port.onMessage.addListener(() => {
      failures = 0;
    });
    end.signal.addEventListener('abort', () => {
      setTimeout(connect, backoffMs(failures));
      failures += 1;
    });
    speak(session, port, end);
  };
  connect();
  return () => served.abort();
}
