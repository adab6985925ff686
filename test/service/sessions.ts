import { randomBytes } from 'node:crypto';
import type { Person } from './people.ts';

/** What a refresh token stands for. */
export interface Session {
  person: Person;
  /** NumericDate of the login, kept by every refresh. */
  authTimeSeconds: number;
  /** The access token last issued to it. */
  accessToken: string;
  refreshToken: string;
  /** Service time of the last refresh, in milliseconds since the epoch. */
  refreshedAtMs: number | null;
}

export interface Sessions {
  open(person: Person, authTimeSeconds: number, accessToken: string): Session;
  find(refreshToken: unknown): Session | undefined;
  /** A new refresh token for the session; the old one is unknown from now on. */
  rotate(session: Session): void;
  /** Ends every session of this person, on all devices. */
  revokeAll(person: Person): void;
  reset(): void;
}

const REFRESH_TOKEN_BYTES = 120;

function createRefreshToken(): string {
  return `AMf-${randomBytes(REFRESH_TOKEN_BYTES).toString('base64url')}`;
}

export function createSessions(): Sessions {
  const byRefreshToken = new Map<string, Session>();
  return {
    open(person, authTimeSeconds, accessToken) {
      const refreshToken = createRefreshToken();
      const session = { person, authTimeSeconds, accessToken, refreshToken, refreshedAtMs: null };
      byRefreshToken.set(refreshToken, session);
      return session;
    },
    find: (refreshToken) =>
      typeof refreshToken === 'string' ? byRefreshToken.get(refreshToken) : undefined,
    rotate(session) {
      byRefreshToken.delete(session.refreshToken);
      session.refreshToken = createRefreshToken();
      byRefreshToken.set(session.refreshToken, session);
    },
    revokeAll(person) {
      for (const [refreshToken, session] of byRefreshToken) {
        if (session.person === person) byRefreshToken.delete(refreshToken);
      }
    },
    reset: () => byRefreshToken.clear(),
  };
}
