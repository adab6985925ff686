import { describe, expect, it } from 'vitest';
import { Backlog } from '../../src/background/backlog.ts';
import { RequestLegs } from '../../src/background/request-legs.ts';
import { ASK_AFTER_MS, Settlement, UNSEEN_AFTER_MS } from '../../src/background/settlement.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../src/futureguide.ts';
import type { EndedRequest } from '../../src/messages.ts';
import { NOON_MS, POLL, web } from '../core/recording/legs.ts';
import { FakeSessionArea } from './session-area.ts';

const TAB = 'tab-1';

/** A background that was stopped while these were under way, and is started again at noon. */
async function restarted(...legs: ReturnType<typeof web>[]) {
  const area = new FakeSessionArea();
  let now = NOON_MS;
  const load = async () => {
    const backlog = new Backlog(area, { now: () => now, onChange: () => undefined });
    await backlog.load();
    return backlog;
  };
  const before = await load();
  for (const [k, leg] of legs.entries()) before.put(TAB, { ...leg, id: `web:${k}:0` });
  await before.saved();
  const backlog = await load();
  const requestLegs = new RequestLegs(
    backlog,
    async () => [],
    async () => null,
  );
  requestLegs.restore();
  const timers: { at: number; call: () => void }[] = [];
  let measured: EndedRequest[] | null = [];
  const settlement = new Settlement({
    unended: () => requestLegs.unended(),
    settle: (requestId, end) => requestLegs.settle(requestId, end),
    ask: async () => measured,
    hasLeft: (_tabId, sinceMs) =>
      backlog
        .after(TAB, 0)
        .some(({ observation }) => observation.kind === 'document' && observation.at > sinceMs),
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
      for (const { observation } of backlog.after(TAB, 0)) recording.add(observation);
      const { requests } = analyse(recording);
      return requests.map(({ request, verdict }) => [
        request.state,
        request.status,
        verdict.outcome,
      ]);
    },
  };
}

const ended = (at: number, status: number, url = POLL): EndedRequest => ({
  url,
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
