import { render } from 'preact';
import { drawVisibly } from '../../panel/parts/visible-text.ts';
import { speak } from '../../panel/words/language.ts';
import { localeOf } from '../core/language/language.ts';
import { chosenLocale } from '../platform/chosen-locale.ts';
import { OptionsPage } from './OptionsPage.tsx';
import { openOptionsModel } from './options-model.ts';

drawVisibly();

const end = new AbortController();
addEventListener('pagehide', () => end.abort(), { once: true });

const locale = localeOf(await chosenLocale());
const [model] = await Promise.all([openOptionsModel(end.signal), speak(locale)]);
document.documentElement.lang = locale;
render(<OptionsPage model={model} />, document.body);
