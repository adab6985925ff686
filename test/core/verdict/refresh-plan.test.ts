import { describe, expect, it } from 'vitest';
import type { RequestLeg } from '../../../src/core/recording/observation.ts';
import { Recording } from '../../../src/core/recording/recording.ts';
import { mayRefreshAt, seenRefreshEndpoint } from '../../../src/core/verdict/refresh-plan.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { har, NOON_MS, refusal, web } from '../recording/legs.ts';

const APP = 'https://futureguide.id';
const API = 'https://api.futureguide.id';
const PATH = '/api/auth/refresh-token';

describe('a refresh may go', () => {
  const may = (url: string, origin = APP) =>
    mayRefreshAt(futureGuide, { method: 'POST', url }, origin);

  it.each([
    ['to the API', `${API}${PATH}`, APP],
    [
      'to the page’s own host',
      `https://admin.futureguide.id${PATH}`,
      'https://admin.futureguide.id',
    ],
  ])('%s', (_, url, origin) => {
    expect(may(url, origin)).toBe(true);
  });

  it.each([
    ['to another subdomain', `https://evil.futureguide.id${PATH}`],
    ['to another port of the API', `https://api.futureguide.id:8443${PATH}`],
    ['to another site', `https://elsewhere.example${PATH}`],
    ['without TLS', `http://api.futureguide.id${PATH}`],
    ['to what is no refresh', `${API}/api/auth/profile`],
    ['to what is no address', 'refresh-token'],
  ])('never %s', (_, url) => {
    expect(may(url)).toBe(false);
  });
});

describe('the endpoint that is taken for the page’s own', () => {
  const endpoint = `${API}${PATH}`;
  function seen(...legs: RequestLeg[]) {
    const recording = new Recording(futureGuide);
    recording.add({
      kind: 'storage',
      id: 's1',
      at: NOON_MS,
      origin: APP,
      entries: {},
      cookies: {},
    });
    for (const leg of legs) recording.add(leg);
    return seenRefreshEndpoint(recording);
  }
  const told = { method: 'POST', url: endpoint, status: 200 };
  const asked = web(told, { askingOrigin: APP });

  it('is one that the browser saw this page ask', () => {
    expect(seen(asked)).toEqual({ method: 'POST', url: endpoint });
  });

  it('is none that only the page told of, or that a page of another origin asked', () => {
    expect(seen(refusal({ ...told, status: 401 }))).toBeNull();
    expect(seen(har(told))).toBeNull();
    expect(seen(web(told, { askingOrigin: 'https://evil.futureguide.id' }))).toBeNull();
    expect(seen(web(told, { askingOrigin: APP, foreign: true }))).toBeNull();
  });

  it('is not covered up by one that the page makes up', () => {
    expect(seen(asked, refusal({ ...told, at: 9_000, status: 401 }))).toEqual({
      method: 'POST',
      url: endpoint,
    });
  });
});
