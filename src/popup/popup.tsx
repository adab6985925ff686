import { render } from 'preact';
import { drawVisibly } from '../../panel/parts/visible-text.ts';
import { speak } from '../../panel/words/language.ts';
import { chosenLocale } from '../platform/chosen-locale.ts';
import { createPopupModel } from './popup-model.ts';
import { SessionPopup } from './SessionPopup.tsx';
import { shownTab } from './shown-tab.ts';

drawVisibly();

const end = new AbortController();
addEventListener('pagehide', () => end.abort(), { once: true });

const [locale, tabId] = await Promise.all([chosenLocale(), shownTab()]);
const model = createPopupModel(tabId, end.signal);
await Promise.all([speak(locale), model.look()]);
document.documentElement.lang = locale;
render(<SessionPopup model={model} />, document.body);
