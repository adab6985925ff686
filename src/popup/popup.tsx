import { render } from 'preact';
import { drawVisibly } from '../../panel/parts/visible-text.ts';
import { speak } from '../../panel/words/language.ts';
import { localeOf } from '../core/language/language.ts';
import { chosenLocale } from '../platform/chosen-locale.ts';
import { createPopupModel } from './popup-model.ts';
import { SessionPopup } from './SessionPopup.tsx';
import { shownTab } from './shown-tab.ts';

drawVisibly();

const end = new AbortController();
addEventListener('pagehide', () => end.abort(), { once: true });

const [chosen, tabId] = await Promise.all([chosenLocale(), shownTab()]);
const locale = localeOf(chosen);
const model = createPopupModel(tabId, end.signal);
await Promise.all([speak(locale), model.begin()]);
document.documentElement.lang = locale;
render(<SessionPopup model={model} />, document.body);
