import { bounded, zoomed } from '../../src/core/timeline/view.ts';
import type { Stage } from './stage.ts';

/** Zooms out (`factor` above 1) or in, about an instant (ms) or the middle. */
export function zoomBy({ view, picture }: Stage, factor: number, aboutMs?: number): void {
  const drawn = picture.peek();
  if (!drawn) return;
  const { range, timeline, asOf } = drawn;
  const about = aboutMs ?? (range.from + range.to) / 2;
  view.value = bounded(zoomed(range, about, factor), timeline, asOf);
}

/** Shows all that was sent, or, where that is shown already, the whole life of every token. */
export function fitOther({ view }: Pick<Stage, 'view'>): void {
  view.value = { kind: view.peek().kind === 'requests' ? 'lifetimes' : 'requests' };
}
