/** The colours of the picture and the custom properties that hold them. */
const PROPERTIES = {
  background: '--background',
  line: '--line',
  text: '--text',
  subtle: '--subtle',
  now: '--accent',
  life: '--timeline-life',
  lifeEdge: '--timeline-life-edge',
  expiring: '--timeline-expiring',
  good: '--good',
  warn: '--warn',
  bad: '--timeline-bad',
} as const;

export type Palette = Record<keyof typeof PROPERTIES, string>;

/** The colours as they are now; a canvas takes neither `var()` nor `light-dark()`. */
export function readPalette(inside: Element): Palette {
  const probe = document.createElement('span');
  probe.className = 'timeline-probe';
  inside.append(probe);
  const resolve = (property: string) => {
    probe.style.color = `var(${property})`;
    return getComputedStyle(probe).color;
  };
  const colours = Object.entries(PROPERTIES).map(([name, property]) => [name, resolve(property)]);
  probe.remove();
  return Object.fromEntries(colours) as Palette;
}

const THEME_QUERIES = ['(prefers-color-scheme: dark)', '(forced-colors: active)'];

/** Calls back whenever the theme may have changed, until `end`. */
export function onThemeChange(changed: () => void, end: AbortSignal): void {
  for (const query of THEME_QUERIES)
    matchMedia(query).addEventListener('change', changed, { signal: end });
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  end.addEventListener('abort', () => observer.disconnect(), { once: true });
}
