import { describe, expect, it, vi } from 'vitest';
import { WATCHED_FRAME } from '../../src/futureguide.ts';
import { answeredHop, isReadableRefusal, toService } from '../../src/page/sent-request.ts';

// The hook takes the platform's accessors when it is loaded.
vi.hoisted(() => {
  class Node {
    get baseURI(): string {
      return 'https://futureguide.id/dashboard/';
    }
  }
  Object.assign(globalThis, {
    Node,
    document: new Node(),
    location: new URL('https://futureguide.id/dashboard/'),
  });
});

const POLL = 'https://api.futureguide.id/api/assessment/status/7';

describe('a request of the page', () => {
  it.each([
    ['/api/x', 'https://futureguide.id/api/x'],
    ['x?y=1#z', 'https://futureguide.id/dashboard/x?y=1'],
    [POLL, POLL],
    ['//staging.futureguide.id/a', 'https://staging.futureguide.id/a'],
  ])('goes to the service: %s', (url, absolute) => {
    expect(toService('get', url, 5)).toEqual({ method: 'GET', url: absolute, startedAt: 5 });
  });

  it.each(['https://futureguide.id.example/', 'https://notfutureguide.id/', 'data:,x', 'blob:x'])(
    'goes elsewhere: %s',
    (url) => {
      expect(toService('GET', url, 5)).toBeNull();
    },
  );

  it('may be named by a URL, but by nothing that would have to be asked', () => {
    expect(toService('GET', new URL(POLL), 5)?.url).toBe(POLL);
    expect(() => toService('GET', { toString: () => POLL }, 5)).toThrow();
    expect(toService({ toString: () => 'GET' }, POLL, 5)).toBeNull();
  });

  it('has the method that is sent', () => {
    expect(['post', 'Delete', 'patch'].map((method) => toService(method, POLL, 0)?.method)).toEqual(
      ['POST', 'DELETE', 'patch'],
    );
  });
});

describe('an answer after redirects', () => {
  const sent = { method: 'GET', url: POLL, startedAt: 5 };

  it('belongs to the last hop', () => {
    const last = 'https://api.futureguide.id/api/auth';
    expect(answeredHop(sent, last)).toEqual({ ...sent, url: last });
    expect(answeredHop(sent, '')).toEqual(sent);
  });

  it('is nobody’s where the hop left the service or may have changed its method', () => {
    expect(answeredHop(sent, 'https://login.example/')).toBeNull();
    expect(answeredHop({ ...sent, method: 'POST' }, `${POLL}/2`)).toBeNull();
    expect(answeredHop({ ...sent, method: 'POST' }, POLL)).not.toBeNull();
  });
});

describe('a refusal', () => {
  it('is a 401 or 403 with words', () => {
    expect(isReadableRefusal(401, 'application/json; charset=utf-8')).toBe(true);
    expect(isReadableRefusal(403, 'application/problem+json')).toBe(true);
    expect(isReadableRefusal(401, 'text/html')).toBe(true);
    expect(isReadableRefusal(401, 'image/png')).toBe(false);
    expect(isReadableRefusal(401, null)).toBe(false);
    expect(isReadableRefusal(500, 'application/json')).toBe(false);
  });
});

describe('frames', () => {
  it.each([
    '42["authenticate",{"token":"x"}]',
    '4212["authenticated",{}]',
    '42/admin,["auth_error",{"message":"x"}]',
    '42["error","INVALID_TOKEN"]',
    '42["analysis-complete",{}]',
    '40{"token":"x"}',
    '40/live,{"auth":{"token":"x"}}',
    '40{"sid":"x"}',
    '44{"message":"Authentication required"}',
    '44/admin,{"message":"x"}',
  ])('that matter: %s', (frame) => {
    expect(WATCHED_FRAME.test(frame)).toBe(true);
  });

  it.each([
    '2',
    '3probe',
    '40',
    '40/live,',
    '42["chat","authenticate"]',
    '43["authenticate"]',
    '42["errors"]',
    'x42["error"]',
  ])('that do not: %s', (frame) => {
    expect(WATCHED_FRAME.test(frame)).toBe(false);
  });
});
