/** Moved less than this (px), it was a click. */
const DRAG_FROM_PX = 4;

interface Part {
  from: number;
  to: number;
}

interface DrawOut {
  /** the ends (px of the element) beyond which nothing is drawn out */
  left: number;
  right: number;
  drawn(part: Part): void;
  /** with null where it was a click */
  done(part: Part | null): void;
  cancelled(): void;
  end: AbortSignal;
}

/** Follows a pressed pointer, wherever it goes, until it is let go or Escape is pressed. */
export function drawOut(down: PointerEvent, options: DrawOut): void {
  const { left, right, drawn, done, cancelled, end } = options;
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, end]);
  const within = (x: number) => Math.min(right, Math.max(left, x));
  let part: Part | null = null;
  const move = ({ clientX }: PointerEvent) => {
    const moved = clientX - down.clientX;
    if (down.offsetX < left || (part === null && Math.abs(moved) < DRAG_FROM_PX)) return;
    const ends = [within(down.offsetX), within(down.offsetX + moved)];
    part = { from: Math.min(...ends), to: Math.max(...ends) };
    drawn(part);
  };
  const up = () => {
    over.abort();
    done(part);
  };
  const cancel = () => {
    over.abort();
    cancelled();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    cancel();
  };
  window.addEventListener('pointermove', move, { signal });
  window.addEventListener('pointerup', up, { signal });
  window.addEventListener('pointercancel', cancel, { signal });
  window.addEventListener('keydown', onKey, { signal, capture: true });
}
