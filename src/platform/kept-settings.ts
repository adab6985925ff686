import { browser } from './browser.ts';
import { randomId } from './random-id.ts';

/** Where the settings lie in `storage.local`; they hold nothing secret. */
const KEY = 'settings';
/** Which page kept them last: whoever kept them needs not be told. */
const WRITER_KEY = 'settingsWriter';

const writer = randomId();

/** What was kept, whatever it is by now; undefined where nothing was. */
export async function loadSettings(): Promise<unknown> {
  const kept = await browser.storage.local.get(KEY);
  return kept[KEY];
}

export async function keepSettings(settings: object): Promise<void> {
  await browser.storage.local.set({ [KEY]: settings, [WRITER_KEY]: writer });
}

/** Tells what another page of ours has kept, until `end`. */
export function watchSettings(tell: (kept: unknown) => void, end: AbortSignal): void {
  const onChanged = (changes: Record<string, { newValue?: unknown } | undefined>) => {
    if (!changes[KEY]) return;
    void browser.storage.local.get([KEY, WRITER_KEY]).then((kept) => {
      if (!end.aborted && kept[WRITER_KEY] !== writer) tell(kept[KEY]);
    });
  };
  browser.storage.local.onChanged.addListener(onChanged);
  end.addEventListener('abort', () => browser.storage.local.onChanged.removeListener(onChanged), {
    once: true,
  });
}
