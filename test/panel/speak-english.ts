import { language } from '../../panel/words/language.ts';
import english from '../../public/_locales/en/messages.json' with { type: 'json' };
import { languageOf } from '../../src/core/language/words.ts';

// As the panel does before it draws.
language.value = languageOf('en', english);
