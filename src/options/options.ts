import { languageOf } from '../core/language/words.ts';
import { HOST_PATTERNS } from '../futureguide.ts';
import { browser } from '../platform/browser.ts';
import { chosenLocale } from '../platform/chosen-locale.ts';
import { fetchTexts } from '../platform/texts.ts';

const element = (id: string) => document.getElementById(id) ?? document.createElement('p');

const locale = await chosenLocale();
const { say } = languageOf(locale, await fetchTexts(locale));
document.documentElement.lang = locale;
element('reads').textContent = say('options_reads');
const grant = element('grant');
grant.textContent = say('shell_grant_access');

async function show(): Promise<void> {
  const granted = await browser.permissions.contains({ origins: HOST_PATTERNS });
  element('state').textContent = say(granted ? 'options_granted' : 'options_withheld');
  grant.hidden = granted;
}

grant.addEventListener('click', () => {
  void browser.permissions.request({ origins: HOST_PATTERNS }).then(show);
});
browser.permissions.onAdded.addListener(() => void show());
browser.permissions.onRemoved.addListener(() => void show());
void show();
