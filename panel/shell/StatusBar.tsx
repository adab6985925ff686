import { wordKey } from '../../src/core/language/language.ts';
import { isUnheard } from '../credential/page-obstacle.ts';
import type { PanelModel, Snapshot } from '../model/panel-model.ts';
import { say } from '../words/language.ts';

/** The background may be heard, but not a page that it may not see, or that was open before it was. */
function connectionOf(snapshot: Snapshot) {
  const { connection, site } = snapshot;
  if (connection === 'connected' && site === 'access-withheld') return site;
  if (connection === 'connected' && site === 'other') return 'unwatched';
  return isUnheard(snapshot) ? 'page-unheard' : connection;
}

/** `M requests, N flagged` of those that the button API leaves, how many of them are shown, what was let go, and whether the page is heard. */
export function StatusBar({ model }: { model: PanelModel }) {
  const { letGo, leftOut, isBacklogFull, isRecording, site } = model.snapshot.value;
  const connection = connectionOf(model.snapshot.value);
  const { calls, flagged } = model.offeredCounts.value;
  // No request may be flagged by itself, and yet something be wrong with them together.
  const found = model.findings.value.length;
  const { source } = model.session;
  const isLive = source.kind === 'live' && site !== 'no-tab';
  return (
    <footer class="status-bar">
      <span class={flagged > 0 ? 'count flagged' : 'count'} title={say('status_flagged_why')}>
        {say('status_flagged', { flagged, count: calls })}
      </span>
      {flagged === 0 && found > 0 && (
        <span class="count">
          {say('finding_list')} {found}
        </span>
      )}
      <span class="more">
        {model.isFiltering.value && calls > 0 && (
          <span class="shown">
            {say('status_shown', { shown: model.visibleCounts.value.calls, all: calls })}
          </span>
        )}
        {letGo > 0 && <span class="let-go">{say('status_let_go', { count: letGo })}</span>}
        {leftOut > 0 && (
          <span class="let-go" title={say('status_left_out_why')}>
            {say('status_left_out', { count: leftOut })}
          </span>
        )}
        {isBacklogFull && <span class="let-go">{say('status_backlog_full')}</span>}
        {isLive && source.place === 'window' && (
          <span title={say('status_window_why')}>{say('status_window')}</span>
        )}
      </span>
      {isLive && !isRecording && <span class="paused">{say('empty_paused')}</span>}
      {isLive && (
        <span class="connection" data-connection={connection}>
          {say(wordKey('connection', connection))}
        </span>
      )}
    </footer>
  );
}
