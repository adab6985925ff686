import { expect, it } from 'vitest';
import { readHealth } from '../../../src/core/jobs/health.ts';
import { call, ending, inOtherTab, login, read, refresh, stored } from '../findings/story.ts';

const old = ending(600);
const fresh = ending(4_000);
const KEY = 'futureguide_access_token';

it('a refresh of another tab brought the token that came to storage with it', () => {
  const { chains } = read(login(0, old), inOtherTab(300), stored(301.2, { [KEY]: fresh }));
  expect(chains.refreshes.map(({ by, to }) => [by, to?.token])).toEqual([['another-tab', fresh]]);
});

it('one that failed brought nothing, nor one long before', () => {
  const failed = read(login(0, old), inOtherTab(300, 401), stored(301.2, { [KEY]: fresh }));
  const long = read(login(0, old), inOtherTab(300), stored(340, { [KEY]: fresh }));
  expect([failed, long].map(({ chains }) => chains.refreshes[0]?.to)).toEqual([null, null]);
});

it('what another tab sent is no part of this tab’s numbers, and is marked', () => {
  const story = [login(0, old), call(1, old)];
  const { refreshes, authenticated } = readHealth(read(...story, inOtherTab(300)));
  expect([refreshes, authenticated]).toEqual([0, readHealth(read(...story)).authenticated]);
});

it('a refresh of this tab and one of another at once are two rows', () => {
  const { requests } = read(refresh(0, { to: fresh, took: 900 }), inOtherTab(0.1));
  expect(requests.map(({ facts: request }) => [request.by, request.body.kind])).toEqual([
    ['app', 'text'],
    ['another-tab', 'unavailable'],
  ]);
});
