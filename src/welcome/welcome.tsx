import { render } from 'preact';
import { speak } from '../../panel/words/language.ts';
import { chosenLocale } from '../platform/chosen-locale.ts';
import { FirstRun } from './FirstRun.tsx';

const locale = await chosenLocale();
await speak(locale);
document.documentElement.lang = locale;
render(<FirstRun />, document.body);
