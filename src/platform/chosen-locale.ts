import { type Locale, localeOf } from '../core/language/language.ts';
import { browser } from './browser.ts';
import { loadSettings } from './settings.ts';

/** The language chosen in the panel; before one was, that of the browser. */
export async function chosenLocale(): Promise<Locale> {
  const kept = await loadSettings();
  const chosen = kept && typeof kept === 'object' && 'locale' in kept ? kept.locale : null;
  return localeOf(chosen ?? browser.i18n.getUILanguage());
}
