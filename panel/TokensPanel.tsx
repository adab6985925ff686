import { useComputed, useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { CredentialHeader } from './credential/CredentialHeader.tsx';
import { useRefreshIntent } from './credential/RefreshControl.tsx';
import { FileBanner } from './files/FileBanner.tsx';
import { RequestGrid } from './grid/RequestGrid.tsx';
import { nextFrame } from './model/next-frame.ts';
import type { PanelModel, Snapshot } from './model/panel-model.ts';
import { later } from './parts/later.tsx';
import { isTyping } from './parts/typing.ts';
import { useDetailPlace } from './shell/detail-place.ts';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { emptinessOf } from './shell/emptiness.ts';
import { StatusBar } from './shell/StatusBar.tsx';
import { HAS_ESCAPE, type PanelAct, panelAct } from './shell/shortcuts.ts';
import { Toolbar } from './shell/Toolbar.tsx';

const ConnectionNotice = later(() =>
  import('./shell/ConnectionNotice.tsx').then((part) => part.ConnectionNotice),
);
const RefreshQuestion = later(() =>
  import('./credential/RefreshQuestion.tsx').then((part) => part.RefreshQuestion),
);
const Timeline = later(() => import('./timeline/Timeline.tsx').then((part) => part.Timeline));
const FaultBanner = later(() =>
  import('./faults/FaultBanner.tsx').then((part) => part.FaultBanner),
);
const FaultQuestion = later(() =>
  import('./faults/FaultQuestion.tsx').then((part) => part.FaultQuestion),
);
const EmptyState = later(() => import('./shell/EmptyState.tsx').then((part) => part.EmptyState));
const DetailPlace = later(() => import('./shell/DetailPlace.tsx').then((part) => part.DetailPlace));
const DetailPane = later(() => import('./detail/DetailPane.tsx').then((part) => part.DetailPane));
const Drawer = later(() => import('./drawer/Drawer.tsx').then((part) => part.Drawer));
const SaveReportDialog = later(() =>
  import('./dialogs/SaveReportDialog.tsx').then((part) => part.SaveReportDialog),
);
const SettingsDialog = later(() =>
  import('./dialogs/SettingsDialog.tsx').then((part) => part.SettingsDialog),
);
const KeysDialog = later(() => import('./dialogs/KeysDialog.tsx').then((part) => part.KeysDialog));

/** The popup opens the window so, to save a report. */
function isReportAsked(): boolean {
  return location.hash === '#report';
}

/** Here, or in another tab of the same storage. */
function hasFaultsOn({ faults }: Snapshot): boolean {
  return faults.on.length > 0 || faults.inOtherTabs.some(({ way }) => way === 'storage');
}

export function TokensPanel({ model }: { model: PanelModel }) {
  const root = useRef<HTMLDivElement>(null);
  const filterInput = useRef<HTMLInputElement>(null);
  const refresh = useRefreshIntent();
  const showsReport = useSignal(isReportAsked());
  const showsSettings = useSignal(false);
  const showsKeys = useSignal(false);
  const isOpen = useComputed(() => model.openedEntry.value !== null);
  const hasQuestion = useComputed(() => refresh.asking.value || refresh.failure.value !== null);
  const hasFaults = useComputed(() => hasFaultsOn(model.snapshot.value));
  const emptiness = useComputed(() => emptinessOf(model));
  const place = useDetailPlace();

  const closeDetail = () => {
    const key = model.opened.value;
    model.opened.value = null;
    // The grid may have lain under the detail until now.
    nextFrame(() => root.current?.querySelector<HTMLElement>(`[data-row="${key}"]`)?.focus());
  };
  const acts: Record<PanelAct, () => boolean> = {
    filter() {
      filterInput.current?.focus();
      filterInput.current?.select();
      return true;
    },
    help() {
      showsKeys.value = true;
      return true;
    },
    close() {
      if (!isOpen.value) return false;
      closeDetail();
      return true;
    },
  };
  // While nothing has the focus, keys go to the body; from there they must not reach DevTools, which
  // would open its own drawer or search. Heard as soon as the panel is drawn.
  useLayoutEffect(() => {
    const end = new AbortController();
    const onKeyDown = (event: KeyboardEvent) => {
      const act = panelAct(event, isTyping(event.target), HAS_ESCAPE);
      if (!act || !acts[act]()) return;
      event.preventDefault();
      event.stopPropagation();
    };
    document.body.addEventListener('keydown', onKeyDown, { signal: end.signal });
    return () => end.abort();
  });

  return (
    <div class="panel" ref={root}>
      <ErrorBoundary>
        <Toolbar
          model={model}
          filterInput={filterInput}
          refresh={refresh}
          showsReport={showsReport}
          showsSettings={showsSettings}
          showsKeys={showsKeys}
        />
        <FileBanner model={model} />
        <ConnectionNotice model={model} />
        {hasQuestion.value && <RefreshQuestion model={model} intent={refresh} />}
        {hasFaults.value && <FaultBanner model={model} />}
        <CredentialHeader model={model} refresh={refresh} />
        <Timeline model={model} />
        <main>
          <div class="split" data-detail={isOpen.value ? place : 'closed'}>
            <div class="grid-pane" inert={isOpen.value && place === 'over'}>
              <RequestGrid model={model} />
              {emptiness.value && <EmptyState emptiness={emptiness.value} model={model} />}
            </div>
            {isOpen.value && (
              <DetailPlace place={place} store={model}>
                <DetailPane model={model} onClose={closeDetail} />
              </DetailPlace>
            )}
          </div>
          <Drawer model={model} isCovered={isOpen.value && place !== 'beside'} />
        </main>
        <StatusBar model={model} />
        {model.wantedFaults.asked.value && (
          <FaultQuestion model={model} asked={model.wantedFaults.asked.value} />
        )}
        {showsReport.value && <SaveReportDialog model={model} isOpen={showsReport} />}
        {showsSettings.value && <SettingsDialog store={model} isOpen={showsSettings} />}
        {showsKeys.value && <KeysDialog isOpen={showsKeys} />}
      </ErrorBoundary>
    </div>
  );
}
