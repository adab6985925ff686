import { isRequestFault } from '../../core/faults/fault.ts';
import { type SessionRule, sessionRule } from '../../core/faults/request-rule.ts';
import type { Way, WayEnvironment } from './way.ts';

/** The browser's rules for requests. */
export interface BrowserRules {
  has(): boolean;
  /** false where the browser does not take it */
  add(rule: SessionRule): Promise<boolean>;
  remove(ids: readonly number[]): Promise<void>;
}

/** Faults that the browser itself does to requests on their way. */
export function rulesWay(rules: BrowserRules, { serviceOf }: WayEnvironment): Way {
  return {
    async ready() {
      if (!rules.has()) return { kind: 'unavailable', reason: 'no-rules' };
      return { kind: 'ready', origin: null };
    },
    async on({ fault, tabId, number }) {
      const isTaken =
        isRequestFault(fault) &&
        (await rules.add(sessionRule(fault, tabId, number, serviceOf(tabId))));
      if (!isTaken) return { kind: 'unavailable', reason: 'rule-refused' };
      return { kind: 'put', changes: {}, token: null };
    },
    async off({ number }) {
      await rules.remove([number]);
      return { kind: 'undone' };
    },
    withdraw() {
      // The browser did not take it.
    },
    async renew() {
      // It lasts until it is taken away.
    },
  };
}
