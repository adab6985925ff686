import type { Body } from './http.ts';
import type { FoundToken, StorageRules } from './token-storage.ts';

/** What a route means for a token; `page` is everything that is not the API. */
export type RouteKind =
  | 'login'
  | 'register'
  | 'refresh'
  | 'logout'
  | 'password-reset'
  | 'password-change'
  | 'profile'
  | 'token-balance'
  | 'submit'
  | 'poll'
  | 'result'
  | 'socket'
  | 'public'
  | 'api'
  | 'page';

export interface Route {
  kind: RouteKind;
  /** the server refuses it without a credential */
  guarded: boolean;
  /** the server never looks at the Authorization header */
  ignoresCredential: boolean;
  job: string | null;
}

/** The service's own words for an error, whatever shape they came in. */
export interface ServiceError {
  code: string | null;
  message: string | null;
  /** s until the service will listen again, where it said so */
  retryAfterSeconds: number | null;
  /** whether these words refuse the credential (`null`: the words do not tell) */
  refusesCredential: boolean | null;
}

/** All that the core has to know about a service; `futureguide.ts` is the one there is. */
export interface ServiceProfile {
  /** of its app; its hosts are all below it */
  domain: string;
  /** HOST, HOST:PORT or *.HOST, as `host-names.ts` reads them */
  hosts: readonly string[];
  /** where the paths of its API begin */
  apiPath: string;
  /** paths of a refresh, as RE2 text that is matched from the beginning of a path */
  refreshPath: string;
  /** below this many seconds left a token counts as expiring */
  expiringSeconds: number;
  /** `port` as a URL has it: '' for the scheme's own */
  isServiceHost(hostname: string, port?: string): boolean;
  route(method: string, url: string): Route;
  readError(status: number, body: Body): ServiceError | null;
  /** its one code for every refusal of a token, and its words, as a socket is told them */
  invalidToken: { code: string; words: RegExp };
  /** the server's own clock (ms since the epoch, to the ms) as an answer tells it, or null */
  serverTime(body: string): number | null;
  tokensInAnswer(route: Route, body: string): FoundToken[];
  /** in an answer, in a request's body or in what a socket carried */
  jobIn(payload: unknown): JobIds;
  /** the e-mail address of the person whose profile an answer holds */
  profileEmail(route: Route, body: string): string | null;
  storage: StorageRules;
  /** `Auth V2` for Firebase ID tokens, `Auth V1` for the service's own */
  generation(claims: Record<string, unknown>): 'v1' | 'v2' | null;
  /** whether these words say that the service could not check a token at all */
  saysUnverifiable(error: ServiceError): boolean;
  /** issuers of tokens that the service once took and no longer takes */
  retiredIssuers: readonly string[];
  /** where a refresh with the stored refresh token goes unless another was seen */
  refreshUrl: string;
  /** the body with which the service would refuse a refresh */
  refreshRefusal(status: 401 | 429 | 500): string;
  /** a guarded address that does nothing but answer, to ask whether a token is taken */
  probeUrl: string;
  /** the page to which the app sends whom it has signed out */
  isSignedOutPage(url: string): boolean;
  socketEvents: SocketEvents;
}

/** An assessment's own id and that of its result, as far as they are told. */
export interface JobIds {
  job: string | null;
  result: string | null;
}

/** socket.io event names that carry or answer a credential */
export interface SocketEvents {
  authenticate: string;
  accepted: string;
  refused: readonly string[];
  /** whether a socket with this URL is authenticated by such an event at all */
  isExpected(url: string): boolean;
}

/** Whether an address lies on one of the service's hosts. */
export function isServiceUrl(profile: ServiceProfile, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, port } = new URL(url);
  return profile.isServiceHost(hostname, port);
}
