import type { VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { nextFrame } from '../parts/next-frame.ts';

/** The browser lays out and watches whole chunks, so their number is what a frame costs. */
const CHUNK_ROWS = 100;
/** More rows than this are never drawn at once, so that a burst or a filter blocks nothing. */
const ROWS_PER_FRAME = 300;

interface Chunk {
  rows: readonly VNode[];
  drawn: VNode;
}

interface Drawing {
  chunks: Chunk[];
  isComplete: boolean;
}

function chunkOf(index: number, rows: readonly VNode[], height: number): Chunk {
  return {
    rows,
    drawn: (
      // biome-ignore lint/a11y/useSemanticElements: as its rows
      <div role="rowgroup" class="chunk" key={index} style={{ '--rows': height }}>
        {rows}
      </div>
    ),
  };
}

function countChanged(rows: readonly VNode[], before: readonly VNode[]): number {
  const changed = rows.filter((row, index) => row !== before[index]).length;
  return changed + Math.max(0, before.length - rows.length);
}

/** Chunk numbers, those near to the place that is looked at (0 to 1) first. */
function byNearness(count: number, place: number): number[] {
  const middle = place * (count - 1);
  const numbers = Array.from({ length: count }, (_, index) => index);
  return numbers.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
}

/** What a frame can draw of the rows; the rest stays blank, at its full height. */
function draw(rows: readonly VNode[], before: readonly Chunk[], place: number): Drawing {
  const count = Math.ceil(rows.length / CHUNK_ROWS);
  const chunks: Chunk[] = [];
  let budget = ROWS_PER_FRAME;
  let isComplete = true;
  for (const index of byNearness(count, place)) {
    const part = rows.slice(index * CHUNK_ROWS, (index + 1) * CHUNK_ROWS);
    const known = before[index];
    const changed = countChanged(part, known?.rows ?? []);
    if (known && changed === 0) {
      chunks[index] = known;
    } else if (budget > 0) {
      budget -= changed;
      chunks[index] = chunkOf(index, part, part.length);
    } else {
      isComplete = false;
      chunks[index] = chunkOf(index, [], part.length);
    }
  }
  return { chunks, isComplete };
}

/** The rows in chunks, drawn over as many frames as they need, from `place` (0 to 1) outward. */
export function useChunks(rows: readonly VNode[], place: number): VNode[] {
  const before = useRef<Chunk[]>([]);
  const [, redraw] = useState(0);
  const { chunks, isComplete } = draw(rows, before.current, place);
  useLayoutEffect(() => {
    before.current = chunks;
    return isComplete ? undefined : nextFrame(() => redraw((turn) => turn + 1));
  });
  return chunks.map(({ drawn }) => drawn);
}
