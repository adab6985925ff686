import { afterAll, beforeAll, beforeEach, vi } from 'vitest';
import { type Answer, call } from './client.ts';
import { RESIDENTS } from './people.ts';
import { type Service, startService } from './service.ts';

/** One service for a test file, reset before each test. Call the result inside tests. */
export function useService(): () => Service {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  beforeEach(() => service.reset());
  afterAll(() => service.stop());
  return () => service;
}

/** What a login answers, by field; `idToken` and `refreshToken` for v2, `token` for v1. */
export interface SignedIn {
  uid: string;
  idToken: string;
  refreshToken: string;
  token: string;
}

/** Signs in over HTTP. */
export async function signIn(
  service: Service,
  version: 'v1' | 'v2' = 'v2',
  user: keyof typeof RESIDENTS = 'zoe',
): Promise<{ data: SignedIn; answer: Answer }> {
  const { email, password } = RESIDENTS[user];
  const path = version === 'v2' ? '/api/auth/v2/login' : '/api/auth/login';
  const answer = await call(service, { method: 'POST', path, body: { email, password } });
  return { data: (answer.json as { data: SignedIn }).data, answer };
}

const PATIENCE_MS = 20_000;

/** Waits until `check` no longer throws; for what the service does in its own time. */
export async function eventually(check: () => void | Promise<void>): Promise<void> {
  await vi.waitFor(check, { timeout: PATIENCE_MS });
}
