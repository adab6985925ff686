import { describe, expect, it } from 'vitest';
import { Backlog } from '../../src/background/backlog.ts';
import { RequestLegs } from '../../src/background/request-legs.ts';
import type { WebChange } from '../../src/background/web-requests.ts';
import { MAX_URL_CHARACTERS } from '../../src/page-channel.ts';
import { NOON_MS, POLL } from '../core/recording/legs.ts';
import { FakeSessionArea } from './session-area.ts';

const change = (
  step: WebChange['step'],
  at: number,
  leg: Partial<WebChange['leg']> = {},
  more: Partial<WebChange> = {},
): WebChange => ({
  requestId: '7',
  tabId: 1,
  origin: 'https://futureguide.id',
  isPrivate: null,
  prerendering: false,
  isOfFrame: false,
  isNavigation: false,
  step,
  ...more,
  leg: { method: 'GET', url: POLL, at: NOON_MS + at, ...leg },
});

async function start(
  area = new FakeSessionArea(),
  tabsOfOrigin: number[] = [],
  concerned: number[] = [],
) {
  const backlog = new Backlog(area, { now: () => NOON_MS, onChange: () => undefined });
  await backlog.load();
  const legs = new RequestLegs(backlog, {
    tabsOfWorker: async () => tabsOfOrigin,
    originOfTab: async () => 'https://futureguide.id',
    tabsConcerned: async () => concerned,
  });
  legs.restore();
  const rows = (tab = 1) =>
    backlog
      .after(`tab-${tab}`, 0)
      .flatMap(({ observation }) => (observation.kind === 'web' ? [observation] : []));
  return { backlog, legs, rows };
}

describe('the steps of a request', () => {
  it('make one leg', async () => {
    const { legs, rows } = await start();
    await legs.apply(change('start', 0));
    await legs.apply(change('update', 1, { requestHeaders: [], sentAt: NOON_MS + 1 }));
    await legs.apply(change('end', 9, { status: 401, endedAt: NOON_MS + 9 }));
    expect(rows()).toMatchObject([
      { startedAt: NOON_MS, sentAt: NOON_MS + 1, endedAt: NOON_MS + 9, status: 401 },
    ]);
  });

  it('make a leg whose address is no longer than one that a server takes', async () => {
    const { legs, rows } = await start();
    await legs.apply(change('start', 0, { url: `${POLL}?${'x'.repeat(1_000_000)}` }));
    await legs.apply(change('end', 9, { url: `${POLL}?${'x'.repeat(1_000_000)}`, status: 414 }));
    const [leg] = rows();
    expect(leg?.url.length).toBeLessThanOrEqual(MAX_URL_CHARACTERS);
    expect(leg?.url).toMatch(/status\/job-1\?x+…$/);
  });

  it('make a leg without headers that no server takes, and with the one that says who asks', async () => {
    const { legs, rows } = await start();
    const endless = { name: 'x-endless', value: 'x'.repeat(1_000_000) };
    const authorization = { name: 'authorization', value: 'Bearer abc' };
    await legs.apply(change('start', 0));
    await legs.apply(change('update', 1, { requestHeaders: [endless, authorization] }));
    await legs.apply(change('end', 9, { status: 431, responseHeaders: [endless] }));
    expect(rows()).toMatchObject([{ requestHeaders: [authorization], responseHeaders: [] }]);
  });

  it('make one leg for each hop of a redirect', async () => {
    const { legs, rows } = await start();
    await legs.apply(change('start', 0));
    await legs.apply(change('redirect', 3, { status: 307, endedAt: NOON_MS + 3 }));
    await legs.apply(change('start', 4, { url: `${POLL}?hop=2` }));
    await legs.apply(change('end', 9, { url: `${POLL}?hop=2`, status: 200, endedAt: NOON_MS + 9 }));
    expect(rows().map(({ url, status }) => [url, status])).toEqual([
      [POLL, 307],
      [`${POLL}?hop=2`, 200],
    ]);
  });

  it('make no leg for a preflight, and one for a page’s own OPTIONS', async () => {
    const { legs, rows } = await start();
    const options = { method: 'OPTIONS' };
    await legs.apply(change('start', 0, options, { requestId: 'preflight' }));
    await legs.apply(change('end', 1, { ...options, status: 204 }, { requestId: 'preflight' }));
    await legs.apply(change('start', 2, options));
    await legs.apply(change('update', 3, { ...options, requestHeaders: [] }));
    expect(rows()).toHaveLength(1);
  });

  it('go on under the next worker', async () => {
    const area = new FakeSessionArea();
    const first = await start(area);
    await first.legs.apply(change('start', 0));
    await first.backlog.saved();
    const second = await start(area);
    await second.legs.apply(change('end', 9, { status: 200, endedAt: NOON_MS + 9 }));
    expect(second.rows()).toMatchObject([{ startedAt: NOON_MS, status: 200 }]);
  });

  it('belong to every tab of a worker’s origin', async () => {
    const { legs, rows } = await start(new FakeSessionArea(), [1, 2]);
    await legs.apply(change('start', 0, {}, { tabId: -1 }));
    expect([rows(1), rows(2), rows(3)].map(({ length }) => length)).toEqual([1, 1, 0]);
    expect(rows(1)[0]?.byWorker).toBe(true);
  });

  it('are told to the other tabs whose session they concern, marked as of another tab', async () => {
    const area = new FakeSessionArea();
    const first = await start(area, [], [2]);
    await first.legs.apply(change('start', 0));
    await first.backlog.saved();
    const second = await start(area);
    await second.legs.apply(change('end', 9, { status: 200, endedAt: NOON_MS + 9 }));
    expect(second.rows(1)).toMatchObject([{ status: 200 }]);
    expect(second.rows(1)[0]).not.toHaveProperty('byOtherTab');
    expect(second.rows(2)).toMatchObject([{ status: 200, byOtherTab: true }]);
  });

  it.each([
    ['of another site’s frame', { origin: 'https://ads.example', isOfFrame: true }, true],
    ['of a frame of the page’s own origin', { isOfFrame: true }, false],
    ['of a frame whose origin nobody tells', { origin: null, isOfFrame: true }, false],
    ['of the page itself, whatever its origin', { origin: 'https://ads.example' }, false],
  ])('say whether it is foreign: %s', async (_, more, foreign) => {
    const { legs, rows } = await start();
    await legs.apply(change('start', 0, {}, more));
    await legs.apply(change('end', 9, { status: 200, endedAt: NOON_MS + 9 }, more));
    expect(rows()).toMatchObject([{ foreign }]);
  });
});

it('what ends in a tab after that was closed is kept nowhere, but beside it', async () => {
  const { backlog, legs, rows } = await start(undefined, [], [2]);
  await legs.apply(change('start', 0));
  await legs.apply(change('update', 1, { requestHeaders: [], sentAt: NOON_MS + 1 }));
  legs.onClosed(1);
  backlog.forget('tab-1');
  await legs.apply(change('end', 9, { error: 'net::ERR_ABORTED', endedAt: NOON_MS + 9 }));
  await legs.apply(change('start', 10, {}, { requestId: '8' }));
  expect(rows()).toEqual([]);
  expect(rows(2)[0]).toMatchObject({ endedAt: NOON_MS + 9 });
});
