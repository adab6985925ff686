import { browser } from './browser.ts';
import { loadSettings } from './settings.ts';

/** The language chosen in the panel; before one was, that of the browser. */
export async function chosenLocale(): Promise<'en' | 'id'> {
  const kept = await loadSettings();
  const chosen = kept && typeof kept === 'object' && 'locale' in kept ? kept.locale : null;
  return (chosen ?? browser.i18n.getUILanguage()) === 'id' ? 'id' : 'en';
}
