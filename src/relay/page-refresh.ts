import type { ServiceProfile } from '../core/service/service-profile.ts';
import { readPageStorage } from './page-storage.ts';
import { oneAtATime, type RefreshEnvironment } from './refresh.ts';

/** A refresh of the session in this very page. */
export function pageRefresh(
  profile: () => ServiceProfile,
  announce: RefreshEnvironment['announce'],
) {
  return oneAtATime({
    get profile() {
      return profile();
    },
    origin: location.origin,
    announce,
    readStorage: () => readPageStorage(profile().storage),
    setItem: (key, value) => localStorage.setItem(key, value),
    setCookie: (assignment) => {
      // biome-ignore lint/suspicious/noDocumentCookie: Firefox's Cookie Store cannot set max-age
      document.cookie = assignment;
    },
    // A document gets no event for a write of its own, so the app would go on with the old token.
    tellApp: (change) => {
      const { href: url } = location;
      window.dispatchEvent(
        new StorageEvent('storage', { ...change, url, storageArea: localStorage }),
      );
    },
    fetch: (url, init) => fetch(url, init),
    timeout: (ms) => AbortSignal.timeout(ms),
    now: () => Date.now(),
  });
}
