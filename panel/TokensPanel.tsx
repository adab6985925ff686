import { useComputed } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { CredentialHeader } from './credential/CredentialHeader.tsx';
import { DetailPane } from './detail/DetailPane.tsx';
import { Drawer } from './drawer/Drawer.tsx';
import { RequestGrid } from './grid/RequestGrid.tsx';
import type { PanelModel } from './panel-model.ts';
import { ConnectionNotice } from './shell/ConnectionNotice.tsx';
import { EmptyState, emptinessOf } from './shell/EmptyState.tsx';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { StatusBar } from './shell/StatusBar.tsx';
import { Toolbar } from './shell/Toolbar.tsx';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

export function TokensPanel({ model }: { model: PanelModel }) {
  const root = useRef<HTMLDivElement>(null);
  const filterInput = useRef<HTMLInputElement>(null);
  const isOpen = useComputed(() => model.openedEntry.value !== null);
  const emptiness = useComputed(() => emptinessOf(model));

  const closeDetail = () => {
    const key = model.opened.value;
    model.opened.value = null;
    if (key) root.current?.querySelector<HTMLElement>(`[data-row="${key}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isFind = event.key === 'f' && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (isFind || (event.key === '/' && !isTyping(event.target))) {
      event.preventDefault();
      event.stopPropagation();
      filterInput.current?.focus();
      filterInput.current?.select();
    } else if (event.key === 'Escape' && model.opened.value !== null) {
      // DevTools would open its drawer.
      event.preventDefault();
      event.stopPropagation();
      closeDetail();
    }
  };
  // While nothing has the focus, keys go to the body; from there they must not reach DevTools.
  useEffect(() => {
    const end = new AbortController();
    document.body.addEventListener('keydown', onKeyDown, { signal: end.signal });
    return () => end.abort();
  });

  return (
    <div class="panel" ref={root}>
      <ErrorBoundary>
        <Toolbar model={model} filterInput={filterInput} />
        <ConnectionNotice model={model} />
        <CredentialHeader model={model} />
        <main class={isOpen.value ? 'split open' : 'split'}>
          <div class="grid-pane">
            <RequestGrid model={model} />
            {emptiness.value && <EmptyState emptiness={emptiness.value} model={model} />}
          </div>
          {isOpen.value && <DetailPane model={model} onClose={closeDetail} />}
        </main>
        <Drawer model={model} />
        <StatusBar model={model} />
      </ErrorBoundary>
    </div>
  );
}
