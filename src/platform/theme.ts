import { browser } from './browser.ts';

export type Theme = 'light' | 'dark';

interface ThemeApi {
  themeName?: string;
  /** Chromium */
  setThemeChangeHandler?: (handler: (name: string) => void) => void;
  /** Firefox */
  onThemeChanged?: {
    addListener(handler: (name: string) => void): void;
  };
}

function themeOf(name: string | undefined): Theme {
  return name === 'dark' ? 'dark' : 'light';
}

/** Tells the theme of DevTools now and at every change, as long as DevTools is open. */
export function watchTheme(tell: (theme: Theme) => void): void {
  const api: object = browser.devtools.panels;
  const panels = api as ThemeApi;
  const onChange = (name: string) => tell(themeOf(name));
  panels.setThemeChangeHandler?.(onChange);
  panels.onThemeChanged?.addListener(onChange);
  onChange(panels.themeName ?? '');
}
