import type { Build } from './builds.ts';
import type { RouteName } from './exchange.ts';
import type { SocketWay, Transport } from './socket.ts';

/** When an app renews its token. */
export type RefreshPolicy = 'none' | 'reactive' | 'on-use' | 'timer';

/**
 * Faults of real builds, by what they do. Three have no place here, as traffic does not show them as
 * faults of a token: another tab's refresh taken for another user, answers kept by URL alone, and a
 * late profile that takes the next user's place. Two are not simulated yet: a 401 that leaves the
 * admin page's cookie, and a service worker that fails the page though the service had said 200.
 */
export type Bug =
  /** every refused request refreshes for itself */
  | 'refreshes-without-lock'
  /** the repeated request carries what it carried before */
  | 'retries-with-old-token'
  /** the new refresh token is not stored */
  | 'keeps-old-refresh-token'
  /** the profile's arrival writes the login's token back */
  | 'rolls-back'
  /** a refused refresh is the last one, and nobody is signed out */
  | 'deadlocks'
  /** any failed refresh ends the session */
  | 'wipes-on-failure'
  /** a good token is taken for an expired one, and the session ended over and over */
  | 'misreads-payload'
  /** what a profile without user data leaves behind */
  | 'writes-undefined'
  /** the view asks anew before the token that a refresh brought is stored */
  | 'stores-late'
  /** one reader looks where the token lies in quotation marks */
  | 'reads-quoted'
  /** a timer that finds the token expired leaves it at that */
  | 'gives-up-when-expired'
  /** a wrong password is taken for an expired token */
  | 'refreshes-on-wrong-password'
  /** one route is asked without the header */
  | 'forgets-header'
  /** a timer refreshes as often as it fires */
  | 'refreshes-too-often';

/** What a build does with its socket; the current one has none. */
export interface SocketRules {
  way: SocketWay;
  transport: Transport;
  authenticatesAgain: boolean;
  outlivesLogout: boolean;
}

export interface AppRules {
  build: Build;
  policy: RefreshPolicy;
  bugs: ReadonlySet<Bug>;
  /** s */
  life: number;
  /** of the time that is left, when it refreshes ahead (ms) */
  aheadMs: number;
  socket: SocketRules | null;
}

export interface AppRequest {
  route: RouteName;
  method?: 'GET' | 'POST';
  path: string;
  body?: string | null;
}

/** Changes what is sent, where a session wants something broken sent. */
export type Mutation = (authorization: string | null) => string | null;
