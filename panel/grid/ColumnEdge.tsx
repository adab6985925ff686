import { useRef } from 'preact/hooks';
import { say } from '../words/language.ts';
import type { Column } from './columns.ts';

/** px by which a key moves an edge. */
const STEP_PX = 10;

interface Props {
  column: Column;
  /** its name, as it stands in the header */
  name: string;
  /** px on the screen; null before it is drawn */
  width: number | null;
  isTabStop: boolean;
  /** moves it by so many px from where it was when the move began */
  onMove: (byPx: number) => void;
  onEnd: () => void;
  /** asks for the width from the start */
  onReset: () => void;
}

/** The edge between a column and the next, to be moved by pointer or arrow keys. */
export function ColumnEdge({ column, name, width, isTabStop, onMove, onEnd, onReset }: Props) {
  const from = useRef<number | null>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowLeft') onMove(-STEP_PX);
    else if (event.key === 'ArrowRight') onMove(STEP_PX);
    else if (event.key === 'Enter') onReset();
    else return;
    if (event.key !== 'Enter') onEnd();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: hr cannot be moved
    <div
      role="separator"
      class="edge"
      tabIndex={isTabStop ? 0 : -1}
      aria-orientation="vertical"
      aria-label={say('grid_column_width', { column: name })}
      aria-valuenow={Math.round(width ?? column.width)}
      aria-valuemin={column.minWidth}
      title={say('grid_column_width_help')}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = event.clientX;
      }}
      onPointerMove={({ clientX }) => {
        if (from.current !== null) onMove(clientX - from.current);
      }}
      onLostPointerCapture={() => {
        from.current = null;
        onEnd();
      }}
      onDblClick={onReset}
      onKeyDown={onKeyDown}
    />
  );
}
