import { expect, it } from 'vitest';
import { futureGuide } from '../../src/futureguide.ts';
import { MAX_URL_CHARACTERS } from '../../src/page-channel.ts';
import { endedRequests } from '../../src/relay/resource-timing.ts';

const entry = (name: string, more: object = {}) =>
  ({
    entryType: 'resource',
    name,
    startTime: 100,
    responseEnd: 150,
    responseStatus: 401,
    initiatorType: 'fetch',
    workerStart: 0,
    ...more,
  }) as unknown as PerformanceEntry;

it('the browser’s own timing tells of the service’s requests that have ended', () => {
  const url = 'https://api.futureguide.id/api/auth/profile';
  const entries = [
    entry(url),
    entry('https://cdn.example/app.js'),
    entry(url, { responseEnd: 0 }),
    // A script can mark any time under any name.
    entry(url, { entryType: 'mark' }),
    entry(`${url}?old`, { responseStatus: undefined, initiatorType: 'img' }),
    entry(`${url}?worker`, { workerStart: 90 }),
  ];
  expect(endedRequests({ timeOrigin: 1_000 }, entries, futureGuide.isServiceHost)).toEqual([
    { url, startedAt: 1_100, endedAt: 1_150, status: 401, byScript: true },
    { url: `${url}?old`, startedAt: 1_100, endedAt: 1_150, status: 0, byScript: false },
    { url: `${url}?worker`, startedAt: 1_100, endedAt: 1_150, status: 401, byScript: false },
  ]);
});

it('one address out of all proportion keeps no other request untold', () => {
  const url = 'https://api.futureguide.id/api/auth/profile';
  const entries = [entry(url), entry(`${url}?${'x'.repeat(1_000_000)}`)];
  const told = endedRequests({ timeOrigin: 1_000 }, entries, futureGuide.isServiceHost);
  expect(told).toHaveLength(2);
  // The background takes no list that holds a longer one.
  expect(told.every((one) => one.url.length <= MAX_URL_CHARACTERS)).toBe(true);
});
