import { localeOf } from '../core/language/language.ts';
import { languageOf } from '../core/language/words.ts';
import type { Notice } from '../core/session/notice.ts';
import { browser } from '../platform/browser.ts';
import { chosenLocale } from '../platform/chosen-locale.ts';
import { openWindow } from '../platform/open-window.ts';
import { fetchTexts } from '../platform/texts.ts';

const ICON = 'icons/128.png';
const ID_PREFIX = 'session-';

/** The permission is the switch: it is asked for in the options, and given back there. */
const mayNotify = () => browser.permissions.contains({ permissions: ['notifications'] });

/** Has the system tell the user of the session in a tab; never of a private window's. */
export async function showNotice(tabId: number, { said }: Notice): Promise<void> {
  if (!(await mayNotify())) return;
  const { incognito } = await browser.tabs.get(tabId);
  if (incognito) return;
  const locale = localeOf(await chosenLocale());
  const language = languageOf(locale, await fetchTexts(locale));
  // The last one of a tab takes the place of the one before.
  await browser.notifications.create(`${ID_PREFIX}${tabId}`, {
    type: 'basic',
    iconUrl: browser.runtime.getURL(ICON),
    title: language.say('name'),
    message: language.tell(said),
  });
}

/** A notification of a session that is clicked opens the window of its tab. */
export function watchNotices(): void {
  const onClicked = (id: string) => {
    if (!id.startsWith(ID_PREFIX)) return;
    void browser.notifications.clear(id);
    void openWindow(Number(id.slice(ID_PREFIX.length)));
  };
  const listen = () => {
    // It is not there as long as the permission is not.
    const { notifications }: Partial<typeof browser> = browser;
    notifications?.onClicked.addListener(onClicked);
  };
  listen();
  browser.permissions.onAdded.addListener(listen);
}
