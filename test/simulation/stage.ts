import type { App } from './app.ts';
import type { Browser } from './browser.ts';
import type { Chance } from './chance.ts';
import type { Network } from './network.ts';
import type { PageStorage } from './page-storage.ts';
import type { Plan } from './plan.ts';
import type { Service } from './service.ts';
import type { Timeline } from './timeline.ts';
import type { WallClock } from './wall-clock.ts';

/** What may happen in a session besides its everyday. */
export type HappeningName =
  | 'revoked'
  | 'key-rotated'
  | 'outage'
  | 'outage-told'
  | 'user-gone'
  | 'client-step'
  | 'server-step'
  | 'mutated-once'
  | 'mutated-stored'
  | 'rolled-back-by-hand'
  | 'logout'
  | 'logout-with-late-requests'
  | 'user-switch'
  | 'user-over-user'
  | 'refresh-during-logout'
  | 'fault-stored'
  | 'fault-requests'
  | 'sleep'
  | 'offline'
  | 'rate-limit'
  | 'lying-date'
  | 'edge-cache'
  | 'disk-cache'
  | 'repeats-refresh'
  | 'wrong-key';

/** What the debugger's user switched on; true ms. */
export interface Fault {
  name: string;
  from: number;
  until: number;
  /** what was put in place; null where the header is taken away on the way */
  token: string | null;
}

/** One simulated session: what it was, and everything that the browser exchanged in it. */
export interface Session {
  seed: number;
  plan: Plan;
  browser: Browser;
  service: Service;
  clock: WallClock;
  storage: PageStorage;
  /** what happened, at which true ms */
  happened: { at: number; name: HappeningName }[];
  faults: Fault[];
}

/** What happenings may touch. */
export interface Stage extends Session {
  chance: Chance;
  timeline: Timeline;
  network: Network;
  apps: App[];
  /** true ms */
  endsAt: number;
  /** true ms */
  asleepUntil: number;
}
