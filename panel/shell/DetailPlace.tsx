import type { ComponentChildren } from 'preact';
import { ResizablePane } from '../parts/ResizablePane.tsx';
import type { SettingsStore } from '../settings.ts';
import { say } from '../words/language.ts';
import type { DetailSide } from './detail-place.ts';

interface Props {
  place: DetailSide;
  store: SettingsStore;
  children: ComponentChildren;
}

export function DetailPlace({ place, store, children }: Props) {
  if (place === 'over') return <div class="pane over">{children}</div>;
  const isBeside = place === 'beside';
  return (
    <ResizablePane
      key={place}
      name={isBeside ? 'detail' : 'detail-below'}
      store={store}
      axis={isBeside ? 'x' : 'y'}
      label={say('shell_edge_detail')}
      min={isBeside ? 240 : 120}
      rest={isBeside ? 240 : 80}
    >
      {children}
    </ResizablePane>
  );
}
