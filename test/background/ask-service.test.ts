import type * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { askRelay } from '../../src/background/ask-relay.ts';
import { PROBED_WITHIN_MS, probeInTab } from '../../src/background/probe-in-tab.ts';
import { REFRESHED_WITHIN_MS, refreshInTab } from '../../src/background/refresh-in-tab.ts';
import type { relayAnswers } from '../../src/background/relay-answers.ts';
import { KnownHosts } from '../../src/core/service/known-hosts.ts';
import { futureGuide, HOST_PATTERNS } from '../../src/futureguide.ts';
import type { RelayAnswer, RelayAsk } from '../../src/messages.ts';
import { PROBE_TIMEOUT_MS } from '../../src/relay/probe-token.ts';
import { REFRESH_TIMEOUT_MS } from '../../src/relay/refresh-session.ts';

const { sendMessage } = vi.hoisted(() => ({ sendMessage: vi.fn() }));
vi.mock('../../src/platform/browser.ts', () => ({ browser: { tabs: { sendMessage } } }));

const HOSTS = new KnownHosts(futureGuide, HOST_PATTERNS);
const TAB = { tabId: 7, origin: 'https://futureguide.id', profile: futureGuide, hosts: HOSTS };
const NOW = Date.UTC(2026, 9, 20, 5, 0, 0);

/** A page that answers when it is told to. */
function page() {
  let answer: (outcome: unknown) => void = () => {};
  sendMessage.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
  return { answer: (outcome: unknown) => answer(outcome) };
}

type Tell = (outcome: unknown) => void;

const ACTS = [
  {
    act: 'a refresh',
    withinMs: REFRESHED_WITHIN_MS,
    ofServiceMs: REFRESH_TIMEOUT_MS,
    done: { kind: 'refused', message: null },
    ask: (tell: Tell) => refreshInTab([], TAB, null, NOW, tell),
  },
  {
    act: 'a probe',
    withinMs: PROBED_WITHIN_MS,
    ofServiceMs: PROBE_TIMEOUT_MS,
    done: { kind: 'accepted', status: 200 },
    ask: (tell: Tell) => probeInTab(TAB, 'abc', NOW, tell),
  },
];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('what a page answers about faults', () => {
  it.each([
    [
      { type: 'put-fault', id: 'f', fault: { name: 'expire-now' }, serverOffsetMs: 0 },
      { kind: 'put' },
    ],
    [
      { type: 'undo-fault', id: 'f', newer: 'ask' },
      { kind: 'undone', newer: 'all' },
    ],
    [{ type: 'renew-fault', id: 'f' }, { there: true }],
    [{ type: 'page-faults', faults: [], hosts: [] }, 'yes'],
    [{ type: 'controlling-worker' }, { href: 'sw.js' }],
    [{ type: 'ended-requests' }, [{ url: 'https://futureguide.id/' }]],
  ] as const)('is none where it is no answer to $0.type', async (request, answered) => {
    sendMessage.mockResolvedValue(answered);
    expect(await askRelay(7, request)).toBeNull();
  });

  it('is taken whatever it may be: no answer has a word that the schemas do not know', () => {
    type Admitted = {
      [Ask in RelayAsk]: v.InferOutput<(typeof relayAnswers)[Ask]>;
    };
    expectTypeOf<{ [Ask in RelayAsk]: RelayAnswer<Ask> }>().toExtend<Admitted>();
  });

  it('is taken where it is one', async () => {
    const gone = { kind: 'gone' };
    sendMessage.mockResolvedValue(gone);
    expect(await askRelay(7, { type: 'undo-fault', id: 'f', newer: 'ask' })).toEqual(gone);
  });
});

describe.each(ACTS)('$act in a page', ({ ask, done, withinMs, ofServiceMs }) => {
  it('ends with what the page tells, and tells it once', async () => {
    const { answer } = page();
    const late = vi.fn();
    const asked = ask(late);
    answer(done);
    expect(await asked).toEqual(done);
    await vi.advanceTimersByTimeAsync(2 * withinMs);
    expect(late).not.toHaveBeenCalled();
  });

  it('is answered though the page is silent, and what it tells later is told', async () => {
    const { answer } = page();
    const late = vi.fn();
    const asked = ask(late);
    await vi.advanceTimersByTimeAsync(withinMs);
    expect(await asked).toEqual({ kind: 'failed', reason: 'page-silent', status: null });
    expect(late).not.toHaveBeenCalled();
    answer(done);
    await vi.advanceTimersByTimeAsync(0);
    expect(late).toHaveBeenCalledExactlyOnceWith(done);
  });

  it('says nothing more of a silent page that is gone', async () => {
    const { answer } = page();
    const late = vi.fn();
    const asked = ask(late);
    await vi.advanceTimersByTimeAsync(withinMs);
    await asked;
    answer(undefined);
    await vi.advanceTimersByTimeAsync(0);
    expect(late).not.toHaveBeenCalled();
  });

  it.each([
    ['a word of its own', { kind: 'healed' }],
    ['half of one', { kind: 'failed', reason: 'page-silent' }],
    ['no object at all', 'accepted'],
  ])('is lost where the page answers %s', async (_, answered) => {
    const { answer } = page();
    const asked = ask(vi.fn());
    answer(answered);
    expect(await asked).toEqual({ kind: 'failed', reason: 'answer-lost', status: null });
  });

  it('has no page where nobody hears it', async () => {
    sendMessage.mockRejectedValue(new Error('Receiving end does not exist'));
    expect(await ask(vi.fn())).toEqual({ kind: 'unavailable', reason: 'no-page' });
  });

  it('waits longer for the page than that for the service, and is not begun later', async () => {
    page();
    void ask(vi.fn());
    expect(withinMs).toBeGreaterThan(ofServiceMs);
    const request = sendMessage.mock.lastCall?.[1];
    expect(request).toMatchObject({ until: NOW + withinMs });
  });
});
