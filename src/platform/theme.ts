import { browser } from './browser.ts';

export type Theme = 'light' | 'dark';

type Handler = (name: string) => void;

interface ThemeApi {
  themeName?: string;
  /** Chromium; holds one handler, `null` takes it away */
  setThemeChangeHandler?: (handler: Handler | null) => void;
  /** Firefox */
  onThemeChanged?: {
    addListener(handler: Handler): void;
    removeListener(handler: Handler): void;
  };
}

function themeOf(name: string | undefined): Theme {
  return name === 'dark' ? 'dark' : 'light';
}

/** Tells the theme of DevTools now and at every change, until `end`. */
export function watchTheme(tell: (theme: Theme) => void, end: AbortSignal): void {
  const api: object = browser.devtools.panels;
  const panels = api as ThemeApi;
  const onChange = (name: string) => tell(themeOf(name));
  panels.setThemeChangeHandler?.(onChange);
  panels.onThemeChanged?.addListener(onChange);
  end.addEventListener(
    'abort',
    () => {
      panels.setThemeChangeHandler?.(null);
      panels.onThemeChanged?.removeListener(onChange);
    },
    { once: true },
  );
  onChange(panels.themeName ?? '');
}
