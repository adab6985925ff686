import { browser } from './browser.ts';
import { loadSettings } from './kept-settings.ts';

/** Code of the language chosen in the panel; before one was, that of the browser. It may be any. */
export async function chosenLocale(): Promise<unknown> {
  const kept = await loadSettings();
  const chosen = kept && typeof kept === 'object' && 'locale' in kept ? kept.locale : null;
  return chosen ?? browser.i18n.getUILanguage();
}
