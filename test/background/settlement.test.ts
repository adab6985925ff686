import { describe, expect, it } from 'vitest';
import { Backlog } from '../../src/background/backlog.ts';
import { RequestLegs } from '../../src/background/request-legs.ts';
import { ASK_AFTER_MS, Settlement, UNSEEN_AFTER_MS } from '../../src/background/settlement.ts';
import type { RefusalLeg, WebLeg } from '../../src/core/recording/observation.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../src/futureguide.ts';
import type { EndedRequest } from '../../src/messages.ts';
import { NOON_MS, POLL, refusal, web } from '../core/recording/legs.ts';
import { FakeSessionArea } from './session-area.ts';

const TAB = 'tab-1';

/** A background that was stopped while these were under way, and is started again at noon. */
async function restarted(...legs: (WebLeg | RefusalLeg)[]) {
  const area = new FakeSessionArea();
  let now = NOON_MS;
  const load = async () => {
    const backlog = new Backlog(area, { now: () => now, onChange: () => undefined });
    await backlog.load();
    return backlog;
  };
  const before = await load();
  for (const [k, leg] of legs.entries())
    before.put(TAB, leg.kind === 'web' ? { ...leg, id: `web:${k}:0` } : leg);
  await before.saved();
  const backlog = await load();
  const requestLegs = new RequestLegs(backlog, {
    tabsOfWorker: async () => [],
    originOfTab: async () => null,
    tabsConcerned: async () => [],
  });
  requestLegs.restore();
  const timers: { at: number; call: () => void }[] = [];
  let measured: EndedRequest[] | null = [];
  const settlement = new Settlement({
    unended: () => requestLegs.unended(),
    settle: (requestId, end) => requestLegs.settle(requestId, end),
    tabs: () => backlog.tabs(),
    hasUnheard: (tabId) => requestLegs.hasUnheard(tabId),
    takeMissed: (tabId, ended) => requestLegs.takeMissed(tabId, ended),
    ask: async () => measured,
    hasLeft: (_tabId, sinceMs) =>
      backlog.observed(TAB).some((one) => one.kind === 'document' && one.at > sinceMs),
    now: () => now,
    after: (ms, call) => timers.push({ at: now + ms, call }),
  });
  settlement.begin();
  return {
    backlog,
    requestLegs,
    settlement,
    measure: (...ended: EndedRequest[]) => {
      measured = ended;
    },
    pass: async (ms: number) => {
      now += ms;
      for (const timer of timers.splice(0))
        if (timer.at <= now) timer.call();
        else timers.push(timer);
      await new Promise((resolve) => setTimeout(resolve));
    },
    rows: () => {
      const recording = new Recording(futureGuide);
      for (const observation of backlog.observed(TAB)) recording.add(observation);
      const { requests } = analyse(recording);
      return requests.map(({ facts: request, verdict }) => [
        request.state,
        request.status,
        verdict.outcome,
      ]);
    },
  };
}

const ended = (at: number, status: number, url = POLL, byScript = true): EndedRequest => ({
  url,
  byScript,
  startedAt: NOON_MS + at + 3,
  endedAt: NOON_MS + at + 40,
  status,
});

describe('a request whose end was missed', () => {
  it('is settled by what the browser measured in the page', async () => {
    const { measure, pass, rows } = await restarted(web({ at: -900 }), web({ at: -500 }));
    measure(ended(-500, 401), ended(-900, 200), ended(-500, 500, `${POLL}/other`));
    await pass(ASK_AFTER_MS);
    expect(rows()).toEqual([
      ['answered', 200, 'accepted'],
      ['answered', 401, 'rejected'],
    ]);
  });

  it('is still awaited while its page is there and 5 min are not over', async () => {
    const { pass, rows } = await restarted(web({ at: -900 }));
    await pass(ASK_AFTER_MS);
    expect(rows()).toEqual([['pending', null, 'pending']]);
    await pass(UNSEEN_AFTER_MS);
    expect(rows()).toEqual([['unseen', null, 'unknown']]);
  });

  it('has ended unseen once its page is gone', async () => {
    const { backlog, settlement, pass, rows } = await restarted(web({ at: -900 }));
    backlog.put(TAB, {
      kind: 'document',
      id: 'document',
      at: NOON_MS + 10,
      url: 'https://futureguide.id/auth',
      from: 'load',
    });
    settlement.onDocument();
    await pass(ASK_AFTER_MS);
    expect(rows()).toEqual([['unseen', null, 'unknown']]);
  });

  it('keeps the status that was seen of it', async () => {
    const { pass, rows } = await restarted(web({ at: -900 }, { status: 401 }));
    await pass(UNSEEN_AFTER_MS);
    expect(rows()).toEqual([['answered', 401, 'rejected']]);
  });

  it('is what the browser tells of it after all', async () => {
    const { requestLegs, pass, rows } = await restarted(web({ at: -900 }));
    const change = {
      requestId: '0',
      tabId: 1,
      origin: null,
      isPrivate: null,
      isOfFrame: false,
      prerendering: false,
      isNavigation: false,
      step: 'end' as const,
      leg: { method: 'GET', url: POLL, at: NOON_MS + 5, status: 200, endedAt: NOON_MS + 5 },
    };
    await requestLegs.apply(change);
    await pass(UNSEEN_AFTER_MS);
    expect(rows()).toEqual([['answered', 200, 'accepted']]);
  });

  it('is not asked after where nothing is missed', async () => {
    const { pass, rows } = await restarted(web({ at: -900 }, { resourceType: 'websocket' }));
    await pass(UNSEEN_AFTER_MS);
    expect(rows()).toEqual([['pending', null, 'pending']]);
  });
});

describe('a refusal of which no event came', () => {
  const told = (at: number, id: string) => ({ ...refusal({ at }), id });

  it('is seen where the browser measured it in the page', async () => {
    const { backlog, settlement, measure, pass, rows } = await restarted(
      web({ at: -900 }, { status: 401, endedAt: NOON_MS - 860 }),
    );
    // The first was heard, the second came to a worker that was being stopped.
    for (const leg of [told(-900, 'told:1'), told(-500, 'told:2')]) {
      backlog.put(TAB, leg);
      settlement.onRefusal(1);
    }
    measure(ended(-900, 401), ended(-500, 401));
    await pass(ASK_AFTER_MS);
    expect(rows()).toEqual([
      ['answered', 401, 'rejected'],
      ['answered', 401, 'rejected'],
    ]);
  });

  it('is looked for again by the next worker', async () => {
    const { measure, pass, rows } = await restarted(told(-500, 'told:1'));
    measure(ended(-500, 401));
    await pass(ASK_AFTER_MS);
    expect(rows()).toEqual([['answered', 401, 'rejected']]);
  });

  it.each([
    ['nothing', []],
    ['it with another status', [ended(-500, 200)]],
    ['one of another address', [ended(-500, 401, `${POLL}/other`)]],
    ['one of another time', [ended(-9_000, 401)]],
    ['an image, or an answer of the page’s own worker', [ended(-500, 401, POLL, false)]],
  ])('stays the word of the page where the browser measured %s', async (_, measured) => {
    const { measure, pass, rows } = await restarted(told(-500, 'told:1'));
    measure(...measured);
    await pass(ASK_AFTER_MS);
    // What only the page tells is no request that anything is said of.
    expect(rows()).toEqual([]);
  });

  it('takes no measure of a request that was heard', async () => {
    const { backlog, settlement, measure, pass, rows } = await restarted(
      web({ at: -500 }, { status: 401, endedAt: NOON_MS - 460 }),
    );
    for (const id of ['told:1', 'made-up:2']) {
      backlog.put(TAB, told(-500, id));
      settlement.onRefusal(1);
    }
    measure(ended(-500, 401));
    await pass(ASK_AFTER_MS);
    expect(rows()).toEqual([['answered', 401, 'rejected']]);
  });
});
