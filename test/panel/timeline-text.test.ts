import { describe, expect, it } from 'vitest';
import type { Palette } from '../../panel/timeline/palette.ts';
import { fitted, writeOver } from '../../panel/timeline/picture.ts';

const TURNED = 'sari\u202egnp@siswa.example';
const SHOWN = 'sari⟨U+202E⟩gnp@siswa.example';
const PALETTE = { background: 'white' } as Palette;

/** A canvas whose letters are one pixel wide, and what was written on it. */
function canvas() {
  const written: string[] = [];
  const write = (text: string) => void written.push(text);
  const measureText = (text: string) => ({ width: text.length }) as TextMetrics;
  const looks = { fillStyle: '', strokeStyle: '', lineWidth: 1, lineJoin: 'round' as const };
  return { written, ctx: { ...looks, measureText, fillText: write, strokeText: write } };
}

describe('text in the picture', () => {
  it('shows what would turn it round, and is measured so', () => {
    const { ctx } = canvas();
    expect(fitted(ctx, TURNED, SHOWN.length)).toBe(SHOWN);
    expect(fitted(ctx, TURNED, SHOWN.length - 1)).toBe(`${SHOWN.slice(0, -2)}…`);
  });

  it('shows it wherever it is written', () => {
    const { ctx, written } = canvas();
    writeOver(ctx, TURNED, { x: 0, y: 0, palette: PALETTE, colour: 'black' });
    expect(written).toEqual([SHOWN, SHOWN]);
  });
});
