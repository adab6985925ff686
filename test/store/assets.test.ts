import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import { ICONS } from './draw-icons.ts';
import { LANGUAGES, PICTURES } from './draw-pictures.ts';
import { PROMO } from './draw-promo.ts';
import { edgesOf } from './png-edges.ts';
import { FILM_SIZE } from './recording.ts';
import { filmFacts } from './webm.ts';

/** What one picture may weigh in both stores is more; these are kept small for the repository. */
const MAX_PICTURE_BYTES = 200_000;
const MAX_FILM_BYTES = 3_000_000;
const SIZE_AT = 16;

function sizeOf(path: string): { width: number; height: number } {
  const png = readFileSync(path);
  return { width: png.readUInt32BE(SIZE_AT), height: png.readUInt32BE(SIZE_AT + 4) };
}

describe('what the stores show', () => {
  it.each(LANGUAGES)('are five pictures of 1280 × 800 and a tile of 440 × 280: %s', (language) => {
    expect(PICTURES).toHaveLength(5);
    for (const { name } of PICTURES) {
      const path = `store/pictures/${name}-${language}.png`;
      expect(sizeOf(path)).toEqual({ width: 1280, height: 800 });
      expect(statSync(path).size).toBeLessThan(MAX_PICTURE_BYTES);
    }
    expect(sizeOf(`store/pictures/promo-${language}.png`)).toEqual(PROMO);
  });

  it('is a film that begins as WebM does, small enough for the repository', () => {
    const path = 'store/pictures/incident.webm';
    expect(readFileSync(path).readUInt32BE(0)).toBe(0x1a45dfa3);
    expect(statSync(path).size).toBeLessThan(MAX_FILM_BYTES);
  });

  it('is a film of about a minute, as the stores’ texts say, which shows pictures to its end', () => {
    const { seconds, lastSeconds, ...size } = filmFacts('store/pictures/incident.webm');
    expect(size).toEqual(FILM_SIZE);
    expect(Math.abs(seconds - 60)).toBeLessThan(3);
    expect(seconds - lastSeconds).toBeGreaterThanOrEqual(0);
    expect(seconds - lastSeconds).toBeLessThan(3);
    for (const language of LANGUAGES)
      expect(readFileSync(`store/${language}.md`, 'utf8')).toMatch(
        /`store\/pictures\/incident\.webm` \(60 (?:s|detik)\)/,
      );
  });
});

describe('the icon', () => {
  it.each(ICONS)('of $size pixels has $artwork of artwork', ({ size, artwork }) => {
    const path = `public/icons/${size}.png`;
    expect(sizeOf(path)).toEqual({ width: size, height: size });
    const margin = (size - artwork) / 2;
    expect(edgesOf(readFileSync(path))).toEqual({
      left: margin,
      top: margin,
      right: margin,
      bottom: margin,
    });
  });

  it('is there in every size that the manifest names', () => {
    const named = [
      ...Object.values(manifest.icons),
      ...Object.values(manifest.action.default_icon),
    ];
    expect(named.filter((path) => !existsSync(`public/${path}`))).toEqual([]);
  });
});
