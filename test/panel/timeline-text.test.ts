import { describe, expect, it } from 'vitest';
import type { Palette } from '../../panel/timeline/palette.ts';
import { fitted, writeOver } from '../../panel/timeline/picture.ts';

const TURNED = 'sari\u202egnp@siswa.example';
const SHOWN = 'sari⟨U+202E⟩gnp@siswa.example';
const PALETTE = { background: 'white' } as Palette;
const PLACE = { y: 20, above: 8, below: 5, palette: PALETTE, colour: 'black' };

/** A canvas whose letters are one pixel wide, what was written on it, and what was cleared for it. */
function canvas() {
  const written: string[] = [];
  const cleared: { colour: string; x: number; width: number; isEmpty: boolean }[] = [];
  const write = (text: string) => void written.push(text);
  const measureText = (text: string) => ({ width: text.length }) as TextMetrics;
  const ctx = { fillStyle: '', measureText, fillText: write, fillRect };
  function fillRect(x: number, _y: number, width: number) {
    cleared.push({ colour: ctx.fillStyle, x, width, isEmpty: written.length === 0 });
  }
  return { written, cleared, ctx };
}

describe('text in the picture', () => {
  it('shows what would turn it round, and is measured so', () => {
    const { ctx } = canvas();
    expect(fitted(ctx, TURNED, SHOWN.length)).toBe(SHOWN);
    expect(fitted(ctx, TURNED, SHOWN.length - 1)).toBe(`${SHOWN.slice(0, -2)}…`);
  });

  it('shows it wherever it is written', () => {
    const { ctx, written } = canvas();
    writeOver(ctx, TURNED, { ...PLACE, x: 0 });
    expect(written).toEqual([SHOWN]);
  });

  it('stands on the colour of the background, so that no line runs through it', () => {
    const { ctx, cleared } = canvas();
    writeOver(ctx, SHOWN, { ...PLACE, x: 10 });
    expect(cleared).toEqual([{ colour: 'white', x: 6, width: SHOWN.length + 8, isEmpty: true }]);
  });
});
