import type { PanelModel } from '../panel-model.ts';
import { GrantAccess } from './GrantAccess.tsx';

export type Emptiness = 'access-withheld' | 'other-site' | 'filtered' | 'paused' | 'waiting';

/** Why the grid shows nothing; null while it shows something. */
export function emptinessOf({ snapshot, visible }: PanelModel): Emptiness | null {
  const { entries, site, isRecording } = snapshot.value;
  if (visible.value.length > 0) return null;
  if (entries.length > 0) return 'filtered';
  if (site === 'access-withheld') return 'access-withheld';
  if (site === 'other') return 'other-site';
  return isRecording ? 'waiting' : 'paused';
}

function showAll(model: PanelModel): void {
  model.filterText.value = '';
  model.flaggedOnly.value = false;
}

/** Says why there is nothing to see and what to do about it. */
export function EmptyState({ emptiness, model }: { emptiness: Emptiness; model: PanelModel }) {
  switch (emptiness) {
    case 'access-withheld':
      return (
        <div class="empty">
          <h2>Site access is withheld</h2>
          <p>The browser does not let this extension see futureguide.id and its subdomains.</p>
          <GrantAccess model={model} />
        </div>
      );
    case 'other-site':
      return (
        <div class="empty">
          <h2>This tab is not FutureGuide</h2>
          <p>Open futureguide.id in this tab; its requests then appear here.</p>
        </div>
      );
    case 'filtered':
      return (
        <div class="empty">
          <h2>The filter hides everything</h2>
          <p>No request of this recording matches.</p>
          <button type="button" class="button" onClick={() => showAll(model)}>
            Clear filter
          </button>
        </div>
      );
    case 'paused':
      return (
        <div class="empty">
          <h2>Recording is paused</h2>
          <p>Requests that start now are not kept.</p>
          <button
            type="button"
            class="button primary"
            onClick={() => model.session.setRecording(true)}
          >
            Start recording
          </button>
        </div>
      );
    case 'waiting':
      return (
        <div class="empty">
          <h2>Waiting for requests to FutureGuide…</h2>
          <p>Reload the page or use the app.</p>
        </div>
      );
  }
}
