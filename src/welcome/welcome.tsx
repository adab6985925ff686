import { render } from 'preact';
import { drawVisibly } from '../../panel/parts/visible-text.ts';
import { speak } from '../../panel/words/language.ts';
import { localeOf } from '../core/language/language.ts';
import { chosenLocale } from '../platform/chosen-locale.ts';
import { FirstRun } from './FirstRun.tsx';

drawVisibly();

const locale = localeOf(await chosenLocale());
await speak(locale);
document.documentElement.lang = locale;
render(<FirstRun />, document.body);
