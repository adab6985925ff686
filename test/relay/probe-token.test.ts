import { describe, expect, it } from 'vitest';
import type { ServiceProfile } from '../../src/core/service/service-profile.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { PROBE_TIMEOUT_MS, probeToken } from '../../src/relay/probe-token.ts';
import { v2Token } from '../core/token/tokens.ts';
import { json } from './fake-page.ts';

const TOKEN = v2Token(1_760_000_000);
const NOW = Date.UTC(2026, 9, 20, 5, 0, 0);

type Answer = (signal: AbortSignal) => Promise<Response> | Response;

function world(answer: Answer, profile: ServiceProfile = futureGuide) {
  const sent: { url: string; init: RequestInit }[] = [];
  const announced: unknown[] = [];
  const timer = new AbortController();
  const waits: number[] = [];
  const ask = (token = TOKEN) =>
    probeToken(
      {
        profile,
        fetch: async (url, init) => {
          sent.push({ url, init });
          return answer(init.signal as AbortSignal);
        },
        timeout: (ms) => {
          waits.push(ms);
          return timer.signal;
        },
        now: () => NOW,
        announce: (request) => announced.push({ ...request, before: sent.length }),
      },
      token,
    );
  return { ask, sent, announced, timer, waits };
}

const REFUSED = { success: false, error: 'INVALID_TOKEN', message: 'Invalid or expired token' };
const refusal = (code: string, message: string) => ({ success: false, error: code, message });

describe('what the answer to a probe says', () => {
  it.each<[Response, unknown]>([
    [json(200, { success: true, data: {} }), { kind: 'accepted', status: 200 }],
    [json(401, REFUSED), { kind: 'refused', status: 401, message: 'Invalid or expired token' }],
    [new Response('', { status: 401 }), { kind: 'refused', status: 401, message: null }],
    [json(403, refusal('FORBIDDEN', 'Admin access required')), { kind: 'accepted', status: 403 }],
    [
      json(401, refusal('TOKEN_VERIFICATION_FAILED', 'Unable to verify token')),
      { kind: 'failed', reason: 'not-checked', status: 401 },
    ],
    [json(429, {}), { kind: 'failed', reason: 'too-many-requests', status: 429 }],
    [
      new Response('<html>', { status: 502 }),
      { kind: 'failed', reason: 'server-error', status: 502 },
    ],
    [new Response('', { status: 403 }), { kind: 'failed', reason: 'undecided', status: 403 }],
  ])('%#', async (answer, outcome) => {
    expect(await world(() => answer).ask()).toEqual(outcome);
  });

  it('is nothing without an answer', async () => {
    const { ask } = world(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await ask()).toEqual({ kind: 'failed', reason: 'offline', status: null });
    const slow = world(() => {
      slow.timer.abort();
      return Promise.reject(new DOMException('', 'TimeoutError'));
    });
    expect(await slow.ask()).toEqual({ kind: 'failed', reason: 'timeout', status: null });
    expect(slow.waits).toEqual([PROBE_TIMEOUT_MS]);
  });
});

describe('where the token goes', () => {
  it('is the API alone, once, announced before it leaves', async () => {
    const { ask, sent, announced } = world(() => json(200, {}));
    await ask();
    const url = 'https://api.futureguide.id/api/auth/token-balance';
    expect(announced).toEqual([{ method: 'GET', url, startedAt: NOW, before: 0 }]);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      url,
      init: {
        headers: { Authorization: `Bearer ${TOKEN}` },
        redirect: 'manual',
        credentials: 'omit',
      },
    });
  });

  it.each(['', 'two words', 'line\r\nbreak', 'snow☃'])('is nowhere for %j', async (token) => {
    const { ask, sent, announced } = world(() => json(200, {}));
    expect(await ask(token)).toEqual({ kind: 'unavailable', reason: 'not-sendable' });
    expect([sent, announced]).toEqual([[], []]);
  });

  it.each([
    'https://elsewhere.example/api/auth/token-balance',
    'http://api.futureguide.id/api/auth/token-balance',
  ])('is never %s', async (probeUrl) => {
    const { ask, sent } = world(() => json(200, {}), { ...futureGuide, probeUrl });
    await ask();
    expect(sent).toEqual([]);
  });
});
