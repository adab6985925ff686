import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** WCAG 2.2, 1.4.11: what must be seen to understand a picture stands out from what it lies on by so much. */
const LEAST = 3;
const THEMES = ['light', 'dark'] as const;
const FIREFOX = '@supports (-moz-appearance: none)';

type Theme = (typeof THEMES)[number];
type Rgb = readonly [red: number, green: number, blue: number];

/** The custom properties of the first block behind `from`. */
function propertiesOf(css: string, from = ':root'): Record<string, string> {
  const [block = ''] = css.slice(css.indexOf(from)).split('}', 1);
  return Object.fromEntries(
    [...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}

const THEME_CSS = readFileSync('panel/parts/theme.css', 'utf8');
const TIMELINE = propertiesOf(readFileSync('panel/timeline/timeline.css', 'utf8'));
const BROWSERS: Record<string, Record<string, string>> = {
  chromium: { ...propertiesOf(THEME_CSS), ...TIMELINE },
  firefox: { ...propertiesOf(THEME_CSS), ...propertiesOf(THEME_CSS, FIREFOX), ...TIMELINE },
};

function ofHex(text: string): Rgb {
  const digits = text.length === 4 ? text.replace(/[^#]/g, '$&$&') : text;
  const at = (index: number) => Number.parseInt(digits.slice(index, index + 2), 16);
  return [at(1), at(3), at(5)];
}

/** The colour that a value of these style sheets stands for. */
function colourOf(value: string, properties: Record<string, string>, theme: Theme): Rgb {
  const read = (text: string) => colourOf(text, properties, theme);
  const named = /^var\((--[\w-]+)\)$/.exec(value);
  if (named) return read(properties[named[1] ?? ''] ?? '');
  const byTheme = /^light-dark\((#\w+), (#\w+)\)$/.exec(value);
  if (byTheme) return ofHex((theme === 'light' ? byTheme[1] : byTheme[2]) ?? '');
  const mixed = /^color-mix\(in srgb, (.+) (\d+)%, (.+)\)$/.exec(value);
  if (mixed) {
    const share = Number(mixed[2]) / 100;
    const rest = read(mixed[3] ?? '');
    const [red, green, blue] = read(mixed[1] ?? '').map(
      (part, index) => part * share + (rest[index] ?? 0) * (1 - share),
    );
    return [red ?? 0, green ?? 0, blue ?? 0];
  }
  throw new Error(`not a colour of ours: ${value}`);
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: Rgb, b: Rgb): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const PAINTED = ['timeline-life-edge', 'timeline-bad', 'accent', 'good', 'warn', 'subtle'];
const CASES = Object.keys(BROWSERS).flatMap((browser) =>
  THEMES.flatMap((theme) => PAINTED.map((part) => ({ browser, theme, part }))),
);

describe('the timeline', () => {
  it('is measured by what WCAG gives as an example', () => {
    expect(contrast([255, 255, 255], [0, 0, 0])).toBeCloseTo(21);
    expect(contrast(ofHex('#777'), ofHex('#ffffff'))).toBeCloseTo(4.48, 2);
  });

  it.each(CASES)('draws $part so that it is seen: $browser, $theme', ({ browser, theme, part }) => {
    const properties = BROWSERS[browser] ?? {};
    const on = (name: string) => colourOf(`var(${name})`, properties, theme);
    expect(contrast(on(`--${part}`), on('--background'))).toBeGreaterThanOrEqual(LEAST);
  });

  it.each(CASES.filter(({ part }) => /good|bad|warn/.test(part)))(
    'draws $part on a bar so that it is seen: $browser, $theme',
    ({ browser, theme, part }) => {
      const properties = BROWSERS[browser] ?? {};
      const on = (name: string) => colourOf(`var(${name})`, properties, theme);
      expect(contrast(on(`--${part}`), on('--timeline-life'))).toBeGreaterThanOrEqual(LEAST);
    },
  );
});
