import type { MountPanel } from '../../src/core/session/session.ts';
import { FakeSession } from './scripted/fake-session.ts';
import { call, firebaseClaims, INVALID_TOKEN, madeToken } from './scripted/script.ts';

/** Requests of one kind, each a little later than the one before. */
export interface Sent {
  count: number;
  path?: string;
  isRefused?: boolean;
}

declare global {
  interface Window {
    /** makes the panel see these requests */
    send(...sent: Sent[]): void;
  }
}

const STEP_MS = 50;
const HOUR_S = 3600;

/**
 * Runs in the panel's own page: shows it a session of made-up requests in place of the live one,
 * for no test could wait for ten thousand real ones.
 */
const session = new FakeSession();
const now = Date.now();
const token = madeToken(firebaseClaims(now / 1000 - 10, now / 1000 + HOUR_S));
let at = now - HOUR_S * 1000;

window.send = (...sent) => {
  const calls = sent.flatMap(({ count, path = '/api/auth/profile', isRefused = false }) =>
    Array.from({ length: count }, () => {
      at = Math.max(at, session.recording.clearedAt ?? 0) + STEP_MS;
      const answer = isRefused ? { status: 401, body: INVALID_TOKEN } : {};
      return call({ path, at, authorization: `Bearer ${token}`, ...answer });
    }),
  );
  session.add(...calls);
};
(window as unknown as { mountTokensPanel: MountPanel }).mountTokensPanel(session, {
  theme: 'light',
});
