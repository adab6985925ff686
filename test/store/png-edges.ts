import { readPixels } from '../screenshots/palette-png.ts';

/** How many columns and rows at each edge of a PNG show nothing. */
export function edgesOf(png: Buffer) {
  const { width, height, opacity } = readPixels(png);
  const seen = [...opacity.keys()].filter((at) => opacity[at] !== 0);
  const columns = seen.map((at) => at % width);
  const rows = seen.map((at) => Math.floor(at / width));
  return {
    left: Math.min(...columns),
    top: Math.min(...rows),
    right: width - 1 - Math.max(...columns),
    bottom: height - 1 - Math.max(...rows),
  };
}
