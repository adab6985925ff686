import type { ComponentChildren } from 'preact';
import { useMediaQuery } from '../parts/media-query.ts';
import { ResizablePane } from '../parts/ResizablePane.tsx';
import type { SettingsStore } from '../settings.ts';
import { say } from '../words/language.ts';

/** Where the detail stands with the grid: there may be room for both, or for one. */
export type Place = 'beside' | 'below' | 'over';

const NARROW = '(width < 640px)';
const LOW = '(height < 560px)';

export function useDetailPlace(): Place {
  const isNarrow = useMediaQuery(NARROW);
  const isLow = useMediaQuery(LOW);
  if (!isNarrow) return 'beside';
  return isLow ? 'over' : 'below';
}

interface Props {
  place: Place;
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
