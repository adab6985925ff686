import type { PageStorage } from '../../src/core/service/token-storage.ts';
import { futureGuide } from '../../src/futureguide.ts';
import {
  REFRESH_TIMEOUT_MS,
  type RefreshEnvironment,
  type StorageChange,
} from '../../src/relay/refresh-session.ts';

export const NOW = Date.UTC(2025, 9, 23, 8, 0, 0);
export const OLD_IAT = NOW / 1000 - 3_000;
export const NEW_IAT = NOW / 1000;

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT that nobody signed. */
export function jwt(claims: object, alg = 'RS256'): string {
  return `${base64url({ alg, typ: 'JWT' })}.${base64url(claims)}.c2lnbmF0dXJl`;
}

export function idToken(iat: number, sub = 'uid-ana', email = 'ana@sekolah.example'): string {
  const iss = 'https://securetoken.google.com/futureguide-test';
  return jwt({ iss, aud: 'futureguide-test', sub, user_id: sub, email, iat, exp: iat + 3_600 });
}

export const OLD = idToken(OLD_IAT);
export const NEW = idToken(NEW_IAT);
export const OLD_REFRESH = 'AMf-old-refresh';
export const NEW_REFRESH = 'AMf-new-refresh';
export const V1_TOKEN = jwt(
  { id: 'u-1', email: 'ana@sekolah.example', type: 'user', exp: 1 },
  'HS256',
);

export const NEW_TOKENS = { idToken: NEW, refreshToken: NEW_REFRESH, expiresIn: '3600' };

export function json(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

export const refreshed = () => json(200, { success: true, data: NEW_TOKENS });

type Answer = (url: string, init: RequestInit) => Response | Promise<Response>;

/** A page in memory, which notes all that a refresh does to it, in order. */
export class FakePage implements RefreshEnvironment {
  readonly profile = futureGuide;
  readonly origin = 'https://futureguide.id';
  readonly entries: Record<string, string>;
  readonly cookies: Record<string, string>;
  readonly requests: { url: string; init: RequestInit }[] = [];
  readonly announced: { method: string; url: string; startedAt: number }[] = [];
  readonly told: StorageChange[] = [];
  readonly assignments: string[] = [];
  readonly order: string[] = [];
  readonly timer = new AbortController();
  /** for which its storage has no more room */
  noRoomFor: string | null = null;
  answer: Answer = refreshed;

  constructor(entries: Record<string, string>, cookies: Record<string, string> = {}) {
    this.entries = { ...entries };
    this.cookies = { ...cookies };
  }

  readonly readStorage = (): PageStorage =>
    structuredClone({ entries: this.entries, cookies: this.cookies });

  readonly setItem = (key: string, value: string | null): void => {
    if (key === this.noRoomFor) throw new DOMException('full', 'QuotaExceededError');
    this.order.push(`set ${key}`);
    if (value === null) delete this.entries[key];
    else this.entries[key] = value;
  };

  readonly setCookie = (assignment: string): void => {
    this.order.push('set cookie');
    this.assignments.push(assignment);
    const [pair = ''] = assignment.split(';');
    const [name = '', value = ''] = pair.split('=');
    this.cookies[name] = value;
  };

  readonly tellApp = (change: StorageChange): void => {
    this.order.push(`tell ${change.key}`);
    this.told.push(change);
  };

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    this.order.push('fetch');
    this.requests.push({ url, init });
    return this.answer(url, init);
  };

  readonly timeout = (ms: number): AbortSignal => {
    if (ms !== REFRESH_TIMEOUT_MS) throw new Error(`waits ${ms} ms`);
    return this.timer.signal;
  };

  readonly now = (): number => NOW;

  readonly announce = (request: { method: string; url: string; startedAt: number }): void => {
    this.order.push('announce');
    this.announced.push(request);
  };

  /** Whether nothing at all was written. */
  isUntouched(before: PageStorage): boolean {
    const { entries, cookies, told, assignments } = this;
    const isSame = JSON.stringify({ entries, cookies }) === JSON.stringify(before);
    return isSame && told.length === 0 && assignments.length === 0;
  }
}

const USER = { uid: 'uid-ana', email: 'ana@sekolah.example' };

/** What each build leaves in storage. */
export const STORAGES = {
  current: {
    futureguide_access_token: OLD,
    futureguide_refresh_token: OLD_REFRESH,
    futureguide_user_data: JSON.stringify({
      ...USER,
      idToken: OLD,
      refreshToken: OLD_REFRESH,
      isPartial: false,
    }),
  },
  authStorage: {
    futureguide_access_token: OLD,
    futureguide_refresh_token: OLD_REFRESH,
    'auth-storage': JSON.stringify({
      state: { user: USER, tokens: { idToken: OLD, refreshToken: OLD_REFRESH, expiryTime: null } },
      version: 1,
    }),
  },
  partial: {
    futureguide_access_token: OLD,
    futureguide_refresh_token: OLD_REFRESH,
    futureguide_partial_user_data: JSON.stringify({
      ...USER,
      idToken: OLD,
      refreshToken: OLD_REFRESH,
      isPartial: true,
    }),
  },
  authV2: {
    authV2_idToken: OLD,
    authV2_refreshToken: OLD_REFRESH,
    authV2_tokenIssuedAt: String(OLD_IAT),
    authV2_userId: 'uid-ana',
    auth_version: 'v2',
    token: JSON.stringify(OLD),
    auth_token: OLD,
    futureguide_token: OLD,
    accessToken: OLD,
    refreshToken: OLD_REFRESH,
    user: JSON.stringify({ id: 'uid-ana', email: 'ana@sekolah.example' }),
  },
  firstAuthV2: {
    authV2_idToken: OLD,
    authV2_refreshToken: OLD_REFRESH,
    authV2_tokenIssuedAt: String(OLD_IAT),
    authV2_userId: 'uid-ana',
    auth_version: 'v2',
  },
  v1: { token: V1_TOKEN, auth_token: V1_TOKEN, user: JSON.stringify({ email: USER.email }) },
  admin: { fg_admin_token: JSON.stringify(V1_TOKEN) },
  signedOut: {},
} satisfies Record<string, Record<string, string>>;
