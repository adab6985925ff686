import type { ServiceProfile } from '../core/service/service-profile.ts';
import { readPageStorage, setCookie, tellApp } from './page-storage.ts';
import { oneAtATime, type RefreshEnvironment } from './refresh-session.ts';

/** A refresh of the session in this very page. */
export function pageRefresh(profile: ServiceProfile, announce: RefreshEnvironment['announce']) {
  return oneAtATime({
    profile,
    origin: location.origin,
    announce,
    readStorage: () => readPageStorage(profile.storage),
    setItem: (key, value) =>
      value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value),
    setCookie,
    tellApp,
    fetch: (url, init) => fetch(url, init),
    timeout: (ms) => AbortSignal.timeout(ms),
    now: () => Date.now(),
  });
}
