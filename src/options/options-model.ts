import { type ReadonlySignal, signal } from '@preact/signals';
import type { Permissions } from 'webextension-polyfill';
import { type AddedHost, hostPatterns, readAddedHosts } from '../core/service/added-hosts.ts';
import { HOST_PATTERNS } from '../futureguide.ts';
import { browser } from '../platform/browser.ts';
import { keepHosts, loadHosts, watchHosts } from '../platform/kept-hosts.ts';

export interface OptionsModel {
  hosts: ReadonlySignal<readonly AddedHost[]>;
  /** origins of added hosts that the browser lets us see now */
  granted: ReadonlySignal<ReadonlySet<string>>;
  /** whether it lets us see FutureGuide */
  isOwnGranted: ReadonlySignal<boolean>;
  /** whether the system tells of sessions; the browser's permission is the switch */
  isNotifying: ReadonlySignal<boolean>;
  /** Asks the browser first, so it must be called from a click; whether the host is kept. */
  put(host: AddedHost): Promise<boolean>;
  /** Takes it from the list, and its permission from us. */
  remove(host: AddedHost): Promise<void>;
  grantOwn(): Promise<void>;
  /** Asks the browser first, so it must be called from a click. */
  setNotices(isOn: boolean): Promise<void>;
}

const NOTICES = { permissions: ['notifications'] } satisfies Permissions.Permissions;

/** The hosts as they are kept and as the browser grants them, until `end`. */
export async function openOptionsModel(end: AbortSignal): Promise<OptionsModel> {
  const hosts = signal<readonly AddedHost[]>(readAddedHosts(await loadHosts()));
  const granted = signal<ReadonlySet<string>>(new Set());
  const isOwnGranted = signal(true);
  const isNotifying = signal(false);

  const contains = (origins: string[]) => browser.permissions.contains({ origins });
  const look = async () => {
    const all = hosts.value;
    const found = await Promise.all(all.map((host) => contains(hostPatterns(host))));
    granted.value = new Set(all.flatMap(({ origin }, index) => (found[index] ? [origin] : [])));
    isOwnGranted.value = await contains([...HOST_PATTERNS]);
    isNotifying.value = await browser.permissions.contains(NOTICES);
  };
  const onPermissions = () => void look();
  browser.permissions.onAdded.addListener(onPermissions);
  browser.permissions.onRemoved.addListener(onPermissions);
  end.addEventListener('abort', () => {
    browser.permissions.onAdded.removeListener(onPermissions);
    browser.permissions.onRemoved.removeListener(onPermissions);
  });
  const take = (kept: unknown) => {
    hosts.value = readAddedHosts(kept);
    return look();
  };
  /** Keeps these, and gives back what a host before asked for and none of them needs. */
  const keep = async (next: readonly AddedHost[], before: AddedHost | undefined) => {
    await keepHosts(next);
    const needed = new Set([...HOST_PATTERNS, ...next.flatMap(hostPatterns)]);
    const unneeded = before ? hostPatterns(before).filter((pattern) => !needed.has(pattern)) : [];
    // One by one: what the manifest itself asks for is never given back, and fails all that goes with it.
    for (const pattern of unneeded)
      await browser.permissions.remove({ origins: [pattern] }).catch(() => false);
    await take(next);
  };
  watchHosts((kept) => void take(kept), end);
  await look();

  return {
    hosts,
    granted,
    isOwnGranted,
    isNotifying,
    async put(host) {
      if (!(await browser.permissions.request({ origins: hostPatterns(host) }))) return false;
      const before = hosts.value.find(({ origin }) => origin === host.origin);
      const others = hosts.value.filter((one) => one !== before);
      await keep(
        [...others, host].sort((a, b) => a.origin.localeCompare(b.origin)),
        before,
      );
      return true;
    },
    async remove(host) {
      await keep(
        hosts.value.filter(({ origin }) => origin !== host.origin),
        host,
      );
    },
    async grantOwn() {
      await browser.permissions.request({ origins: [...HOST_PATTERNS] });
      await look();
    },
    async setNotices(isOn) {
      if (isOn) await browser.permissions.request(NOTICES);
      else await browser.permissions.remove(NOTICES);
      await look();
    },
  };
}
