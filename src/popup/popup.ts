import type { ActiveFault } from '../core/faults/outcome.ts';
import { type Language, wordKey } from '../core/language/language.ts';
import { languageOf } from '../core/language/words.ts';
import type { PopupMessage } from '../messages.ts';
import { browser } from '../platform/browser.ts';
import { chosenLocale } from '../platform/chosen-locale.ts';
import { fetchTexts } from '../platform/texts.ts';

function ask(message: PopupMessage): Promise<ActiveFault[]> {
  return browser.runtime.sendMessage(message);
}

function fill(id: string, text: string): HTMLElement | null {
  const element = document.getElementById(id);
  if (element) element.textContent = text;
  return element;
}

function draw({ say }: Language, faults: readonly ActiveFault[], note: string): void {
  fill('title', say(faults.length > 0 ? 'popup_on' : 'popup_none', { count: faults.length }));
  fill('note', note || (faults.length > 0 ? '' : say('popup_where')));
  fill('undo', say('popup_undo_all'))?.toggleAttribute('hidden', faults.length === 0);
  const items = faults.map(({ fault }) => {
    const item = document.createElement('li');
    item.textContent = say(wordKey('fault_name', fault.name));
    return item;
  });
  document.getElementById('faults')?.replaceChildren(...items);
}

const locale = await chosenLocale();
const spoken = languageOf(locale, await fetchTexts(locale));
document.documentElement.lang = spoken.locale;
draw(spoken, await ask({ type: 'list-faults' }), '');
document.getElementById('undo')?.addEventListener('click', async () => {
  const left = await ask({ type: 'undo-all-faults' });
  draw(spoken, left, spoken.say(left.length > 0 ? 'popup_not_undone' : 'popup_undone'));
});
