import { expect, it } from 'vitest';
import { futureGuide } from '../../src/futureguide.ts';
import { endedRequests } from '../../src/relay/resource-timing.ts';

const entry = (name: string, more: object = {}) =>
  ({
    entryType: 'resource',
    name,
    startTime: 100,
    responseEnd: 150,
    responseStatus: 401,
    ...more,
  }) as unknown as PerformanceEntry;

it('the browser’s own timing tells of the service’s requests that have ended', () => {
  const url = 'https://api.futureguide.id/api/auth/profile';
  const entries = [
    entry(url),
    entry('https://cdn.example/app.js'),
    entry(url, { responseEnd: 0 }),
    entry('mark of the page', { entryType: 'mark' }),
    entry(`${url}?old`, { responseStatus: undefined }),
  ];
  expect(endedRequests({ timeOrigin: 1_000 }, entries, futureGuide.isServiceHost)).toEqual([
    { url, startedAt: 1_100, endedAt: 1_150, status: 401 },
    { url: `${url}?old`, startedAt: 1_100, endedAt: 1_150, status: 0 },
  ]);
});
