import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HarLeg, Observation } from '../../../src/core/recording/observation.ts';
import { NetworkSource } from '../../../src/devtools/capture/network-source.ts';
import { MAX_URL_CHARACTERS } from '../../../src/page-channel.ts';
import type { NetworkEntry } from '../../../src/platform/devtools-network.ts';

const devtools = vi.hoisted(() => ({
  call: (_entry: object): void => undefined,
  listed: [] as object[],
  listings: 0,
  resources: {} as Record<string, string>,
}));

vi.mock('../../../src/platform/devtools-network.ts', async (original) => ({
  ...(await original<object>()),
  onRequestFinished(call: (entry: object) => void) {
    devtools.call = call;
  },
  onNavigated: () => undefined,
  listEntries() {
    devtools.listings += 1;
    return Promise.resolve(devtools.listed);
  },
  readResource: (url: string) =>
    Promise.resolve({ content: devtools.resources[url] ?? null, isBase64: false }),
}));
vi.mock('../../../src/platform/browser.ts', () => ({ browser: {} }));

const PROFILE = 'https://api.futureguide.id/api/auth/profile';

/** An entry whose body DevTools hands out, or does not any more. */
function entry(body: string | null, url = PROFILE, more: object = {}): NetworkEntry {
  return {
    startedDateTime: '2026-10-20T05:00:00.000Z',
    time: 20,
    request: { method: 'GET', url, headers: [] },
    response: { status: 200, headers: [], content: { size: 12, mimeType: 'application/json' } },
    getContent: (answer: (content: unknown, encoding: unknown) => void) => answer(body, ''),
    ...more,
  } as NetworkEntry;
}

describe('what Clear leaves', () => {
  it.each([
    ['nothing of what DevTools lists no more', false, 2],
    ['what is still listed, which is not told as new', true, 1],
  ])('is %s', async (_what, isListed, times) => {
    const told: Observation[] = [];
    const tell = (observations: readonly Observation[]) => void told.push(...observations);
    Object.assign(devtools, { listed: [], listings: 0 });
    const end = new AbortController();
    const source = new NetworkSource(() => true);
    source.start(tell, end.signal);
    await vi.waitFor(() => expect(devtools.listings).toBe(1));
    devtools.call(entry('{}'));
    await vi.waitFor(() => expect(told).toHaveLength(2));

    devtools.listed = isListed ? [entry('{}')] : [];
    source.forget();
    await vi.waitFor(() => expect(devtools.listings).toBe(2));
    devtools.listed = [entry('{}')];
    await source.resync(tell);
    await vi.waitFor(() => expect(told).toHaveLength(2 * times));
    end.abort();
  });
});

describe('the body of an answer', () => {
  let end: AbortController;
  let told: Observation[];

  const start = async () => {
    // A body that one test still asks for is no other test's.
    const mine = told;
    new NetworkSource(() => true).start((observations) => mine.push(...observations), end.signal);
    await vi.waitFor(() => expect(devtools.listings).toBeGreaterThan(0));
  };
  /** What is known of each body in the end, by the URL it came from. */
  const bodies = () =>
    new Map(
      told
        .filter((each): each is HarLeg => each.kind === 'har')
        .map(({ url, body }) => [url, body] as const),
    );

  beforeEach(() => {
    end = new AbortController();
    told = [];
    Object.assign(devtools, { listed: [], listings: 0, resources: {} });
  });
  afterEach(() => end.abort());

  it('is asked for again in a fresh listing where the page has only changed its address', async () => {
    await start();
    devtools.listed = [entry('{"data":1}')];
    devtools.call(entry(null));
    await vi.waitFor(() =>
      expect(bodies().get(PROFILE)).toEqual({ kind: 'text', text: '{"data":1}', truncated: false }),
    );
  });

  it('is that of the same one of equal requests', async () => {
    await start();
    devtools.listed = [entry('first'), entry('second')];
    devtools.call(entry('first'));
    devtools.call(entry(null));
    await vi.waitFor(() =>
      expect(
        told.flatMap((each) =>
          each.kind === 'har' && each.body.kind === 'text' ? each.body.text : [],
        ),
      ).toEqual(['first', 'second']),
    );
  });

  it('is not read where the browser says that it is out of all proportion', async () => {
    await start();
    const response = { status: 200, headers: [], content: { size: 100_000_000, mimeType: '' } };
    const getContent = vi.fn();
    devtools.call(entry(null, PROFILE, { response, getContent }));
    await vi.waitFor(() =>
      expect(bodies().get(PROFILE)).toEqual({ kind: 'unavailable', reason: 'too-large' }),
    );
    expect(getContent).not.toHaveBeenCalled();
  });

  it('is bounded in what was sent and said, too', async () => {
    await start();
    const frame = { type: 'send', time: 1_790_000_000, opcode: 1 };
    const said = Array.from({ length: 6_000 }, (_, k) => ({ ...frame, data: `42["${k}"]` }));
    const long = { ...frame, data: 'x'.repeat(100_000) };
    const request = {
      method: 'POST',
      url: PROFILE,
      headers: [],
      postData: { text: 'x'.repeat(1_000_000) },
    };
    devtools.call(entry('{}', PROFILE, { request, _webSocketMessages: [...said, long] }));
    await vi.waitFor(() => expect(bodies().size).toBe(1));
    devtools.call(entry('{}', `${PROFILE}?${'x'.repeat(1_000_000)}`));
    await vi.waitFor(() => expect(bodies().size).toBe(2));
    const [, far = ''] = [...bodies().keys()];
    expect(far.length).toBeLessThanOrEqual(MAX_URL_CHARACTERS);
    const [leg] = told.flatMap((each) => (each.kind === 'har' ? [each] : []));
    expect(leg?.requestBody).toBeNull();
    expect(leg?.socketMessages).toHaveLength(5_000);
    expect(leg?.socketMessages.at(-1)?.data).toBe('42["5999"]');
  });

  it('costs one listing, however many are missing at once', async () => {
    await start();
    const urls = Array.from({ length: 8 }, (_, k) => `${PROFILE}?k=${k}`);
    devtools.listed = urls.map((url) => entry(url, url));
    for (const url of urls) devtools.call(entry(null, url));
    await vi.waitFor(() =>
      expect([...bodies().values()].map(({ kind }) => kind)).toEqual(urls.map(() => 'text')),
    );
    expect(devtools.listings).toBe(2);
  });

  it('is found though the page changes its address again while it is asked for', async () => {
    await start();
    devtools.listed = [entry(null)];
    devtools.call(entry(null));
    await vi.waitFor(() => expect(devtools.listings).toBe(2));
    devtools.listed = [entry('{"data":1}')];
    await vi.waitFor(() => expect(bodies().get(PROFILE)).toMatchObject({ kind: 'text' }), {
      timeout: 5_000,
    });
  });

  it('is taken from the page’s resources where no listing has it any more', async () => {
    await start();
    devtools.listed = [entry(null)];
    devtools.resources = { [PROFILE]: '{"data":[1]}' };
    devtools.call(entry(null));
    await vi.waitFor(() =>
      expect(bodies().get(PROFILE)).toMatchObject({ kind: 'text', text: '{"data":[1]}' }),
    );
  });

  it.each([
    ['a later one of the same address', [entry(null), entry('later')], '{"data":[1]}'],
    ['one of another size', [entry(null)], '{"data":[1, 2]}'],
  ])('is not that of %s', async (_what, listed, resource) => {
    await start();
    devtools.listed = listed;
    devtools.resources = { [PROFILE]: resource };
    devtools.call(entry(null));
    await vi.waitFor(
      () => expect(told.at(-1)).toMatchObject({ body: { reason: 'not-recorded' } }),
      { timeout: 5_000 },
    );
  });

  it('is said to be lost with the page only where the page has left', async () => {
    await start();
    devtools.listed = [];
    devtools.call(entry(null));
    await vi.waitFor(() =>
      expect(bodies().get(PROFILE)).toEqual({ kind: 'unavailable', reason: 'gone' }),
    );
  });

  it('is not recorded where DevTools lists the request and hands out nothing', async () => {
    await start();
    devtools.listed = [entry(null)];
    devtools.call(entry(null));
    await vi.waitFor(() => expect(told).toHaveLength(2), { timeout: 5_000 });
    expect(told.at(-1)).toMatchObject({ body: { kind: 'unavailable', reason: 'not-recorded' } });
    expect(devtools.listings).toBeGreaterThan(1);
  });

  it('is not asked for again where the answer can have none', async () => {
    await start();
    const empty = { status: 204, headers: [], content: { size: 0, mimeType: 'x-unknown' } };
    devtools.call(entry(null, PROFILE, { response: empty }));
    await vi.waitFor(() => expect(told).toHaveLength(2));
    expect(devtools.listings).toBe(1);
  });
});
