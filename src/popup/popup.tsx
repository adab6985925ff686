import { render } from 'preact';
import { drawVisibly } from '../../panel/parts/visible-text.ts';
import { language } from '../../panel/words/language.ts';
import { type Locale, localeOf } from '../core/language/language.ts';
import { languageOf } from '../core/language/words.ts';
import { chosenLocale } from '../platform/chosen-locale.ts';
import { fetchPopupTexts, type Texts } from '../platform/texts.ts';
import { createPopupModel, type PopupModel } from './popup-model.ts';
import { SessionPopup } from './SessionPopup.tsx';
import { shownTab } from './shown-tab.ts';

drawVisibly();

const end = new AbortController();
addEventListener('pagehide', () => end.abort(), { once: true });

async function speakChosen(): Promise<Record<Locale, Texts>> {
  const [code, texts] = await Promise.all([chosenLocale(), fetchPopupTexts<Locale>()]);
  const locale = localeOf(code);
  document.documentElement.lang = locale;
  language.value = languageOf(locale, texts[locale]);
  return texts;
}

async function beginModel(): Promise<PopupModel> {
  const model = createPopupModel(await shownTab(), end.signal);
  await model.begin();
  return model;
}

const [model, texts] = await Promise.all([beginModel(), speakChosen()]);
render(<SessionPopup model={model} texts={texts} />, document.body);
model.follow();
