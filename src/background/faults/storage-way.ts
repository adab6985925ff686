import { isStorageFault } from '../../core/faults/fault.ts';
import type { Way, WayEnvironment } from './way.ts';

/** Faults of what the app holds: the page's relay does them, and can undo them alone. */
export function storageWay({ ask, originOf, tabsOf }: WayEnvironment): Way {
  return {
    async ready(tabId) {
      const origin = await originOf(tabId);
      return origin === null
        ? { kind: 'unavailable', reason: 'no-page' }
        : { kind: 'ready', origin };
    },
    async on({ id, tabId, fault }, serverOffsetMs) {
      if (!isStorageFault(fault)) return { kind: 'unavailable', reason: 'no-page' };
      const put = await ask(tabId, { type: 'put-fault', id, fault, serverOffsetMs });
      if (put?.kind !== 'put') return { kind: 'unavailable', reason: put?.reason ?? 'no-page' };
      const { at, places, forgetsExpiry, token } = put;
      return { kind: 'put', changes: { since: at, places, forgetsExpiry }, token };
    },
    async off({ id, tabId, origin, places }, choice) {
      if (origin === null) return { kind: 'undone' };
      const tabs = await tabsOf(origin, tabId);
      // Where access was withdrawn the browser names no tab of the site, but its page still hears.
      const asked = tabs.length > 0 ? tabs : [{ id: tabId, hasSameStorage: false }];
      let isGone = false;
      for (const tab of asked) {
        const undone = await ask(tab.id, { type: 'undo-fault', id, newer: choice });
        // A private window has the same origin with another storage; the tab may be elsewhere by now.
        isGone ||= tab.hasSameStorage && undone?.kind === 'gone';
        if (undone?.kind !== 'undone') continue;
        if (undone.newer.length === 0) return { kind: 'undone' };
        return choice === 'ask'
          ? { kind: 'newer', id, places: undone.newer }
          : { kind: 'undone-but-newer' };
      }
      return isGone ? { kind: 'kept-is-gone' } : { kind: 'undone-later', places };
    },
    withdraw({ id, tabId }) {
      void ask(tabId, { type: 'undo-fault', id, newer: 'keep' });
    },
    async renew({ id, tabId, origin }) {
      if (origin !== null) await ask(tabId, { type: 'renew-fault', id });
    },
  };
}
