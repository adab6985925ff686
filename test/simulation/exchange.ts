import type { Header } from '../../src/core/service/http.ts';
import type { TokenFacts } from './token.ts';

/** Why the service's check let a credential not pass; every reason that alone would have sufficed. */
export type Reason =
  | 'missing'
  | 'wrong-scheme'
  | 'placeholder'
  | 'quoted'
  | 'malformed'
  | 'tampered'
  | 'foreign'
  | 'retired-issuer'
  | 'key-rotated'
  | 'claim-type'
  | 'expired'
  | 'not-before'
  | 'issued-ahead'
  | 'revoked'
  | 'revoked-by-logout'
  | 'revoked-by-refresh'
  | 'user-gone'
  | 'verifier-down'
  | 'verifier-down-told'
  | 'refresh-token';

export type TrueOutcome = 'accepted' | 'rejected' | 'failed' | 'pending' | 'unknown';

/** What is true of an exchange, known to nobody in it. */
export interface Truth {
  outcome: TrueOutcome;
  /** of a refusal; empty otherwise */
  reasons: Reason[];
  /** the service looked at the credential and let it pass */
  passedGuard: boolean;
  /** the credential it carried, where it is one that somebody made */
  token: TokenFacts | null;
  /** which server answered; null where none did */
  replica: number | null;
}

/** The instants of an exchange, in true ms. */
export interface Timing {
  start: number;
  sent: number;
  /** when the service looked at the credential */
  checked: number;
  stamped: number;
  responded: number;
  ended: number;
}

export type RouteName =
  | 'login'
  | 'refresh'
  | 'logout'
  | 'profile'
  | 'balance'
  | 'api'
  | 'submit'
  | 'poll'
  | 'result'
  | 'public'
  | 'unknown-route'
  | 'socket'
  | 'page'
  | 'static';

/** Something that the browser asked of a server, and what came of it; instants in true ms. */
export interface Exchange {
  /** in order of start */
  n: number;
  tab: number;
  route: RouteName;
  guarded: boolean;
  method: string;
  url: string;
  requestHeaders: Header[];
  authorization: string | null;
  requestBody: string | null;
  resourceType: string;
  timing: Timing;
  /** the client's clock when it began, in ms since the epoch */
  startedAt: number;
  /** 0 when there was no answer */
  status: number;
  responseHeaders: Header[];
  body: string;
  error: string | null;
  cache: 'none' | 'disk' | 'edge' | 'revalidated';
  /** DevTools has an entry of it; without one a body is what the page told */
  isListed: boolean;
  /** the page's service worker made it, and answered the page with what came */
  byWorker: boolean;
  /** its `Date` is not the time of any server */
  liesAboutTime: boolean;
  /** a fault that the debugger's user switched on made what it carried */
  byFault: boolean;
  truth: Truth;
}
