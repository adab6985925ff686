import type { Stored } from '../world.ts';

/** How one build of the app keeps its token. */
export interface Variant {
  name: string;
  kind: 'v2' | 'v1' | 'admin';
  entries(token: string): Record<string, string>;
  /** cookies that hold the token */
  cookies: string[];
  /** what the build sends */
  read(stored: Stored): string | null;
  /** places of which one alone can be stale */
  copies: string[];
  /** keys into which its refresh writes the new token; none where it has no refresh */
  refreshed: string[];
}

const user = (token: string) => ({
  uid: 'u',
  idToken: token,
  refreshToken: 'r',
  expiresIn: '3600',
});
const local =
  (...keys: string[]) =>
  ({ entries }: Stored) =>
    keys.map((key) => entries[key]).find((value) => value !== undefined) ?? null;

const current = {
  kind: 'v2' as const,
  cookies: [],
  read: local('futureguide_access_token'),
  refreshed: ['futureguide_access_token'],
};
const authV2 = { kind: 'v2' as const, read: local('authV2_idToken', 'token', 'auth_token') };
const ofAuthV2 = (token: string) => ({
  authV2_idToken: token,
  authV2_refreshToken: 'r',
  authV2_userId: 'u',
  auth_version: 'v2',
  authV2_tokenIssuedAt: String(Math.floor(Date.now() / 1000)),
});

function adminToken({ entries, cookies }: Stored): string | null {
  const ofCookie = /fg_admin_token=([^;]+)/.exec(cookies)?.[1];
  const quoted = entries.fg_admin_token;
  if (ofCookie !== undefined || quoted === undefined) return ofCookie ?? null;
  try {
    return JSON.parse(quoted);
  } catch {
    return quoted;
  }
}

/** Every way in which a build that was ever live keeps its token. */
export const VARIANTS: Variant[] = [
  {
    ...current,
    name: 'current',
    copies: ['futureguide_user_data.idToken'],
    entries: (token) => ({
      futureguide_access_token: token,
      futureguide_refresh_token: 'r',
      futureguide_user_data: JSON.stringify({ ...user(token), isPartial: false }),
    }),
  },
  {
    ...current,
    name: 'current, before its profile',
    copies: [],
    entries: (token) => ({
      futureguide_access_token: token,
      futureguide_refresh_token: 'r',
      futureguide_partial_user_data: JSON.stringify({ ...user(token), isPartial: true }),
    }),
  },
  {
    ...current,
    name: 'with a store',
    copies: ['auth-storage.state.tokens.idToken'],
    entries: (token) => ({
      futureguide_access_token: token,
      futureguide_refresh_token: 'r',
      'auth-storage': JSON.stringify({
        state: { user: { uid: 'u' }, tokens: { ...user(token), expiryTime: null } },
        version: 1,
      }),
    }),
  },
  {
    ...authV2,
    name: 'auth v2',
    cookies: ['token'],
    copies: ['token', 'accessToken'],
    refreshed: ['authV2_idToken', 'token', 'auth_token'],
    entries: (token) => ({
      ...ofAuthV2(token),
      token: JSON.stringify(token),
      auth_token: token,
      futureguide_token: token,
      accessToken: token,
      refreshToken: 'r',
    }),
  },
  {
    ...authV2,
    name: 'the first auth v2',
    cookies: ['token'],
    copies: [],
    refreshed: ['authV2_idToken'],
    entries: ofAuthV2,
  },
  {
    name: 'v1',
    kind: 'v1',
    cookies: ['token'],
    copies: ['auth_token'],
    refreshed: [],
    read: local('token', 'auth_token', 'authToken'),
    entries: (token) => ({ token, auth_token: token, authToken: token }),
  },
  {
    name: 'the admin page',
    kind: 'admin',
    cookies: ['fg_admin_token'],
    copies: [],
    refreshed: [],
    read: adminToken,
    entries: (token) => ({ fg_admin_token: JSON.stringify(token) }),
  },
];
