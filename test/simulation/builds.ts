import { PEOPLE_OF_SCENARIOS } from '../scenarios/people.ts';
import type { PersonName } from '../scenarios/script.ts';
import type { PageStorage } from './page-storage.ts';
import type { Generation } from './token.ts';

export type BuildName = 'current' | 'auth-v2' | 'v1' | 'admin';

/** What a login or a refresh brought, as the app stores it. */
export interface Brought {
  access: string;
  refresh: string | null;
  person: PersonName;
  /** ms by the client's clock */
  clientMs: number;
  /** s */
  life: number;
}

/** Where a build of the app keeps its tokens, and on which routes it gets them. */
export interface Build {
  name: BuildName;
  generation: Generation;
  login: string;
  logout: string;
  /** where it sends what it reads */
  access(storage: PageStorage): string | null;
  refresh(storage: PageStorage): string | null;
  storeLogin(storage: PageStorage, at: number, brought: Brought): void;
  storeRefresh(storage: PageStorage, at: number, brought: Brought): void;
  /** writes a text where the access token lies, as a tester does by hand */
  putAccess(storage: PageStorage, at: number, text: string): void;
  clear(storage: PageStorage, at: number): void;
}

const V2_LOGIN = 'https://api.futureguide.id/api/auth/v2/login';
const V2_LOGOUT = 'https://api.futureguide.id/api/auth/v2/logout';
const V1_LOGIN = 'https://api.futureguide.id/api/auth/login';
const V1_LOGOUT = 'https://api.futureguide.id/api/auth/logout';

function removed(...keys: string[]): Record<string, null> {
  return Object.fromEntries(keys.map((key) => [key, null]));
}

const current: Build = {
  name: 'current',
  generation: 'v2',
  login: V2_LOGIN,
  logout: V2_LOGOUT,
  access: (storage) => storage.get('futureguide_access_token'),
  refresh: (storage) => storage.get('futureguide_refresh_token'),
  storeLogin: (storage, at, { access, refresh, person, life }) => {
    const { uid, email, name } = PEOPLE_OF_SCENARIOS[person];
    const user = { uid, email, displayName: name, idToken: access, refreshToken: refresh };
    storage.write(at, {
      futureguide_access_token: access,
      futureguide_refresh_token: refresh,
      futureguide_user_data: JSON.stringify({ ...user, expiresIn: String(life), isPartial: false }),
    });
  },
  storeRefresh: (storage, at, { access, refresh }) =>
    storage.write(at, { futureguide_access_token: access, futureguide_refresh_token: refresh }),
  putAccess: (storage, at, text) => storage.write(at, { futureguide_access_token: text }),
  clear: (storage, at) =>
    storage.write(
      at,
      removed('futureguide_access_token', 'futureguide_refresh_token', 'futureguide_user_data'),
    ),
};

const authV2: Build = {
  name: 'auth-v2',
  generation: 'v2',
  login: V2_LOGIN,
  logout: V2_LOGOUT,
  access: (storage) => storage.get('authV2_idToken'),
  refresh: (storage) => storage.get('authV2_refreshToken'),
  storeLogin: (storage, at, { access, refresh, person, clientMs }) => {
    const { uid, email, name } = PEOPLE_OF_SCENARIOS[person];
    storage.write(
      at,
      {
        authV2_idToken: access,
        authV2_refreshToken: refresh,
        authV2_tokenIssuedAt: String(Math.floor(clientMs / 1000)),
        authV2_userId: uid,
        auth_version: 'v2',
        // As the build writes it: quotation marks and all.
        token: JSON.stringify(access),
        auth_token: access,
        accessToken: access,
        futureguide_token: access,
        refreshToken: refresh,
        user: JSON.stringify({ id: uid, username: name, email }),
        uid,
        email,
      },
      { token: access },
    );
  },
  storeRefresh: (storage, at, { access, refresh, clientMs }) =>
    storage.write(
      at,
      {
        authV2_idToken: access,
        authV2_refreshToken: refresh,
        authV2_tokenIssuedAt: String(Math.floor(clientMs / 1000)),
        token: access,
        auth_token: access,
      },
      { token: access },
    ),
  putAccess: (storage, at, text) => storage.write(at, { authV2_idToken: text }),
  clear: (storage, at) =>
    storage.write(
      at,
      removed(
        'authV2_idToken',
        'authV2_refreshToken',
        'authV2_tokenIssuedAt',
        'authV2_userId',
        'auth_version',
        'token',
        'auth_token',
        'user',
        'uid',
        'email',
      ),
      { token: null },
    ),
};

const v1: Build = {
  name: 'v1',
  generation: 'v1',
  login: V1_LOGIN,
  logout: V1_LOGOUT,
  access: (storage) => storage.get('token'),
  refresh: () => null,
  storeLogin: (storage, at, { access, person }) => {
    const { id, email, name } = PEOPLE_OF_SCENARIOS[person];
    const user = JSON.stringify({ id, username: name, email });
    storage.write(at, { token: access, auth_token: access, user }, { token: access });
  },
  storeRefresh: () => {},
  putAccess: (storage, at, text) => storage.write(at, { token: text }),
  clear: (storage, at) =>
    storage.write(at, removed('token', 'auth_token', 'user'), { token: null }),
};

const admin: Build = {
  name: 'admin',
  generation: 'v1',
  login: 'https://api.futureguide.id/api/admin/auth/login',
  logout: 'https://api.futureguide.id/api/admin/auth/logout',
  access: (storage) => storage.cookie('fg_admin_token'),
  refresh: () => null,
  storeLogin: (storage, at, { access }) =>
    storage.write(at, { fg_admin_token: JSON.stringify(access) }, { fg_admin_token: access }),
  storeRefresh: () => {},
  putAccess: (storage, at, text) => storage.write(at, {}, { fg_admin_token: text }),
  clear: (storage, at) => storage.write(at, removed('fg_admin_token'), { fg_admin_token: null }),
};

export const BUILDS: Readonly<Record<BuildName, Build>> = { current, 'auth-v2': authV2, v1, admin };
