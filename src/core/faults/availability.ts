import type { FaultName } from '../language/fault-words.ts';
import type { FaultWay } from '../recording/observation.ts';
import type { StorageReading } from '../service/token-storage.ts';
import { decodeToken } from '../token/jwt.ts';
import type { Candidates } from './candidates.ts';

/** What this browser and this page allow; felt out, never by the browser's name. */
export interface FaultCapabilities {
  /** session rules of `declarativeNetRequest` */
  rules: boolean;
}

/** Why a fault cannot be switched on here; the person's words are `fault_not_…`. */
export type Unavailable =
  | 'no-page'
  | 'signed-out'
  | 'not-a-jwt'
  | 'no-rules'
  | 'not-refreshable'
  | 'no-previous-token'
  | 'no-expired-token'
  | 'no-other-user'
  | 'no-copies'
  | 'no-refresh-cookie'
  | 'no-socket';

export interface FaultSituation {
  capabilities: FaultCapabilities;
  /** null where the page's storage was never seen */
  storage: StorageReading | null;
  /** where the app in this page holds its token */
  copies: readonly string[];
  candidates: Candidates;
  /** whether the session's refresh travels with a cookie, as seen */
  refreshesByCookie: boolean;
  /** whether a socket of the page is open, as far as seen */
  hasSocket: boolean;
}

export interface Availability {
  name: FaultName;
  way: FaultWay;
  /** null where it is available */
  reason: Unavailable | null;
}

type Check = (situation: FaultSituation) => Unavailable | null;

const signedIn: Check = ({ storage }) => {
  if (!storage) return 'no-page';
  return storage.active ? null : 'signed-out';
};
const hasJwt: Check = ({ storage }) =>
  storage?.active && decodeToken(storage.active.token).kind !== 'jws' ? 'not-a-jwt' : null;
const hasRules: Check = ({ capabilities }) => (capabilities.rules ? null : 'no-rules');
const hasPage: Check = ({ storage }) => (storage ? null : 'no-page');
const refreshable: Check = ({ storage }) =>
  storage?.build === 'v1' || storage?.build === 'admin' ? 'not-refreshable' : null;
const has =
  (kind: 'previous' | 'expired' | 'otherUsers', reason: Unavailable): Check =>
  ({ candidates }) =>
    candidates[kind].length > 0 ? null : reason;

/** In the order in which they are offered; the first reason that holds is told. */
const CHECKS: Record<FaultName, readonly [FaultWay, ...Check[]]> = {
  'expire-now': ['storage', signedIn, hasJwt],
  'really-expired': ['storage', signedIn, has('expired', 'no-expired-token')],
  'leave-seconds': ['storage', signedIn, hasJwt],
  'tamper-payload': ['storage', signedIn, hasJwt],
  'tamper-signature': ['storage', signedIn, hasJwt],
  quote: ['storage', signedIn],
  placeholder: ['storage', signedIn],
  remove: ['storage', signedIn],
  'roll-back': ['storage', signedIn, has('previous', 'no-previous-token')],
  'other-user': ['storage', signedIn, has('otherUsers', 'no-other-user')],
  'stale-copy': [
    'storage',
    signedIn,
    ({ storage }) => ((storage?.all.length ?? 0) > 1 ? null : 'no-copies'),
    ({ candidates: { previous, expired, otherUsers } }) =>
      previous.length + expired.length + otherUsers.length > 0 ? null : 'no-previous-token',
  ],
  'keep-old-token': ['storage', signedIn, refreshable],
  'drop-authorization': ['rules', hasRules],
  'wrong-scheme': ['rules', hasRules, signedIn],
  'replace-token': ['rules', hasRules, signedIn],
  'block-refresh': ['rules', hasRules, refreshable],
  'strip-refresh-cookie': [
    'rules',
    hasRules,
    ({ refreshesByCookie }) => (refreshesByCookie ? null : 'no-refresh-cookie'),
  ],
  'fail-refresh': ['page-hook', hasPage, refreshable],
  'delay-refresh': ['page-hook', hasPage, refreshable],
  'close-socket': ['page-hook', hasPage, ({ hasSocket }) => (hasSocket ? null : 'no-socket')],
};

/** Every fault, and whether it can be switched on here. */
export function faultAvailability(situation: FaultSituation): Availability[] {
  return (Object.keys(CHECKS) as FaultName[]).map((name) => {
    const [way, ...checks] = CHECKS[name];
    const reason = checks.map((check) => check(situation)).find((found) => found !== null);
    return { name, way, reason: reason ?? null };
  });
}
