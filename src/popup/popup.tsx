import { render } from 'preact';
import { drawVisibly } from '../../panel/parts/visible-text.ts';
import { speak } from '../../panel/words/language.ts';
import { localeOf } from '../core/language/language.ts';
import { chosenLocale } from '../platform/chosen-locale.ts';
import { createPopupModel, type PopupModel } from './popup-model.ts';
import { SessionPopup } from './SessionPopup.tsx';
import { shownTab } from './shown-tab.ts';

drawVisibly();

const end = new AbortController();
addEventListener('pagehide', () => end.abort(), { once: true });

async function speakChosen(): Promise<void> {
  const locale = localeOf(await chosenLocale());
  document.documentElement.lang = locale;
  await speak(locale);
}

async function beginModel(): Promise<PopupModel> {
  const model = createPopupModel(await shownTab(), end.signal);
  await model.begin();
  return model;
}

const [model] = await Promise.all([beginModel(), speakChosen()]);
render(<SessionPopup model={model} />, document.body);
model.follow();
