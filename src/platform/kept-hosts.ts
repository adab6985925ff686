import { browser } from './browser.ts';

/** Where the hosts that the user added lie in `storage.local`. */
const KEY = 'hosts';

/** What was kept, whatever it is by now; undefined where nothing was. */
export async function loadHosts(): Promise<unknown> {
  const kept = await browser.storage.local.get(KEY);
  return kept[KEY];
}

export async function keepHosts(hosts: readonly object[]): Promise<void> {
  await browser.storage.local.set({ [KEY]: hosts });
}

/** Tells what is kept now whenever that changes, until `end`. */
export function watchHosts(tell: (kept: unknown) => void, end: AbortSignal): void {
  const onChanged = (changes: Record<string, { newValue?: unknown } | undefined>) => {
    if (changes[KEY]) tell(changes[KEY].newValue);
  };
  browser.storage.local.onChanged.addListener(onChanged);
  end.addEventListener('abort', () => browser.storage.local.onChanged.removeListener(onChanged), {
    once: true,
  });
}
