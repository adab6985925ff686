import { describe, expect, it } from 'vitest';
import type { SocketObservation } from '../../../src/core/recording/observation.ts';
import { Recording } from '../../../src/core/recording/recording.ts';
import { NO_LIMITS } from '../../../src/core/recording/recording-limits.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { fc } from '../../seeded.ts';
import { handshake, har, NOON_MS, POLL, REFUSED, refusal, web } from './legs.ts';

const HOUR_MS = 3_600_000;
const starts = (recording: Recording) =>
  recording.requests().map(({ startedAt }) => (startedAt ?? 0) - NOON_MS);

describe('the recording', () => {
  it('updates a pending request in place', () => {
    const recording = new Recording(futureGuide);
    const pending = web();
    recording.add(pending);
    const [before] = recording.requests();
    recording.add({ ...pending, status: 200, endedAt: NOON_MS + 9 });
    expect(before?.state).toBe('pending');
    expect(recording.requests().map(({ id, state }) => [id, state])).toEqual([
      [before?.id, 'answered'],
    ]);
  });

  it('keeps the id of a request, whichever source tells of it first', () => {
    const legs = [har({ status: 401 }), web({ status: 401 }), refusal({ status: 401 })];
    for (const order of [legs, legs.toReversed()]) {
      const recording = new Recording(futureGuide);
      const ids = order.flatMap((leg) => {
        recording.add(leg);
        return recording.requests().map(({ id }) => id);
      });
      expect(ids).toEqual([ids[0], ids[0], ids[0]]);
    }
  });

  it('keeps the facts of untouched requests the same object', () => {
    const recording = new Recording(futureGuide);
    recording.add(web({ at: 0, status: 200 }));
    const [first] = recording.requests();
    recording.add(web({ at: 10, status: 200 }));
    expect(recording.requests()[0]).toBe(first);
  });

  it('says the same whether it is read after every observation or only at the end', () => {
    const seen = fc.record({
      of: fc.constantFrom(web, har, refusal),
      at: fc.integer({ min: 0, max: 9_000 }),
      url: fc.constantFrom(POLL, `${POLL}1`),
      status: fc.constantFrom(200, 401),
    });
    const dropping = fc.option(fc.integer({ min: 0, max: 9_000 }), { nil: null });
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 30 }), dropping, (all, clearedAt) => {
        const [often, once] = [new Recording(futureGuide), new Recording(futureGuide)];
        for (const { of, ...told } of all) {
          const leg = of(told);
          for (const recording of [often, once]) recording.add(leg);
          often.requests();
        }
        for (const recording of [often, once])
          if (clearedAt !== null) recording.clear(NOON_MS + clearedAt);
        expect(often.requests()).toEqual(once.requests());
      }),
    );
  });

  it('takes nothing that begins while it is paused', () => {
    const recording = new Recording(futureGuide);
    const before = web({ at: 0 });
    recording.add(before);
    recording.pause(NOON_MS + 5);
    recording.add(web({ at: 10, status: 200 }));
    recording.add({ ...before, status: 200, endedAt: NOON_MS + 11 });
    recording.resume(NOON_MS + 20);
    recording.add(har({ at: 12, status: 200 }));
    recording.add(web({ at: 30, status: 200 }));
    expect(starts(recording)).toEqual([0, 30]);
    expect(recording.requests()[0]?.state).toBe('answered');
  });

  it('forgets on clear, also what arrives late of it', () => {
    const recording = new Recording(futureGuide);
    const late = web({ at: 0 });
    recording.add(late);
    recording.clear(NOON_MS + 5);
    recording.add({ ...late, status: 200, endedAt: NOON_MS + 9 });
    recording.add(web({ at: 9, status: 200 }));
    expect(starts(recording)).toEqual([9]);
  });

  it('forgets on clear whatever is there, also what says that it lies ahead', () => {
    const recording = new Recording(futureGuide);
    recording.add(web({ at: 70 * 365 * 24 * HOUR_MS, status: 200 }));
    recording.add(web({ at: 0, status: 200 }));
    recording.clear(NOON_MS + 5);
    expect(starts(recording)).toEqual([]);
  });

  it('knows after clear which sockets are open, and nothing that was said on them', () => {
    const recording = new Recording(futureGuide);
    const urlOf = (name: string) =>
      `wss://api.futureguide.id/socket.io/?EIO=4&transport=websocket&name=${name}`;
    for (const name of ['of an earlier page', 'closed', 'open'])
      recording.add(handshake(urlOf(name), NOON_MS));
    const socket = (at: number, name: string, event: SocketObservation['event'], data = '') =>
      recording.add({
        kind: 'socket',
        id: `${name}:${at}`,
        socket: name,
        url: urlOf(name),
        at: NOON_MS + at,
        event,
        data,
      });
    socket(0, 'of an earlier page', 'open');
    recording.add({
      kind: 'document',
      id: 'document',
      at: NOON_MS + 1,
      url: 'https://futureguide.id/',
      from: 'load',
    });
    socket(2, 'closed', 'open');
    socket(3, 'open', 'open');
    socket(4, 'open', 'send', '42["authenticate",{"token":"x"}]');
    socket(5, 'closed', 'close');
    expect(recording.socketUses()).toHaveLength(1);
    recording.clear(NOON_MS + 10);
    const [connection, ...others] = recording.socketConnections();
    expect(connection).toMatchObject({ socket: 'open', closedAt: null, isFromStart: false });
    expect(others).toEqual([]);
    expect(recording.socketUses()).toEqual([]);
    socket(20, 'open', 'close');
    expect(recording.socketConnections()[0]?.closedAt).toBe(NOON_MS + 20);
  });

  it('knows when a socket began, though the clock was set back while it was open', () => {
    const recording = new Recording(futureGuide);
    const url = 'wss://api.futureguide.id/socket.io/?EIO=4&transport=websocket';
    recording.add(web({ at: 0, url, status: 101 }));
    const sign = (at: number, event: 'open' | 'receive') =>
      recording.add({
        kind: 'socket',
        id: `sign ${at}`,
        socket: 'one',
        url,
        at: NOON_MS + at,
        event,
        data: '',
      });
    sign(0, 'open');
    sign(-400_000, 'receive');
    expect(recording.socketConnections()).toMatchObject([{ openedAt: NOON_MS, isFromStart: true }]);
  });

  it('shows all that is new after clear, though the clock was set back', () => {
    const recording = new Recording(futureGuide);
    recording.add(web({ at: 0, status: 200 }));
    recording.clear(NOON_MS + 5);
    recording.noticeClock(NOON_MS - HOUR_MS);
    recording.add(har({ at: 9 - HOUR_MS, url: `${POLL}1`, status: 200 }));
    recording.add(web({ at: 9 - HOUR_MS, status: 200 }));
    recording.add(refusal({ at: 20_000 - HOUR_MS }));
    expect(starts(recording)).toHaveLength(3);
  });

  it('takes what begins after a pause, though the clock was set back into it', () => {
    const recording = new Recording(futureGuide);
    recording.pause(NOON_MS);
    recording.resume(NOON_MS + HOUR_MS);
    recording.noticeClock(NOON_MS - 2 * HOUR_MS);
    recording.add(web({ at: 5, status: 200 }));
    recording.pause(NOON_MS + 2 * HOUR_MS);
    recording.noticeClock(NOON_MS + 10);
    recording.add(web({ at: 20, status: 200 }));
    expect(starts(recording)).toEqual([5]);
  });

  it('lets go what came first when it is full, though the clock was set back', () => {
    const limits = { requests: 100, events: 10, told: 10, bodyCharacters: 1_000 };
    const recording = new Recording(futureGuide, limits);
    const open = web({ at: 0 });
    recording.add(open);
    for (let k = 1; k < 99; k += 1) recording.add(web({ at: k * 10_000, status: 200 }));
    recording.requests();
    const fresh = Array.from({ length: 20 }, (_, k) =>
      web({ at: k * 10_000 - HOUR_MS, status: 200 }),
    );
    for (const leg of fresh) recording.add(leg);
    recording.requests();
    recording.add({ ...open, status: 200, endedAt: NOON_MS + 9 });
    expect(starts(recording).slice(0, 20)).toEqual(fresh.map((_, k) => k * 10_000 - HOUR_MS));
    expect(recording.dropped + recording.requests().length).toBe(119);
  });

  it('lets the oldest go when it is full, and says how many', () => {
    const recording = new Recording(futureGuide, {
      requests: 100,
      events: 10,
      told: 10,
      bodyCharacters: 1_000,
    });
    for (let k = 0; k < 130; k += 1) recording.add(web({ at: k * 10_000, status: 200 }));
    const kept = recording.requests().length;
    expect(kept).toBeLessThanOrEqual(100);
    expect(recording.dropped + kept).toBe(130);
    expect(starts(recording).at(-1)).toBe(129 * 10_000);
  });

  it('keeps what the browser saw, however much the page tells', () => {
    const limits = { requests: 150, events: 200, told: 20, bodyCharacters: 100_000 };
    const recording = new Recording(futureGuide, limits);
    const seen = web({ at: 0, status: 401 });
    recording.add(seen);
    recording.add(refusal({ at: 1, status: 401 }));
    for (let k = 0; k < 90; k += 1) recording.add(web({ at: k * 10_000, url: `${POLL}${k}` }));
    for (let k = 0; k < 500; k += 1) {
      const url = k % 2 ? `${POLL}/told/${k}` : `${POLL}/told`;
      recording.add(refusal({ at: 5_000 + k, url, body: '{}' }));
      if (k % 50 === 0) recording.requests();
    }
    const rows = recording.requests();
    expect(rows.filter(({ url }) => !url.includes('told'))).toHaveLength(91);
    expect(rows.filter(({ url }) => url.includes('told'))).toHaveLength(20);
    expect(rows[0]?.body).toMatchObject({ kind: 'text', text: REFUSED });
    expect(recording.leftOut).toBe(480);
    recording.clear(NOON_MS + HOUR_MS);
    expect(recording.leftOut).toBe(0);
  });

  it('keeps what was said on sockets that the browser saw, however many the page makes up', () => {
    const limits = { requests: 10, events: 200, told: 20, bodyCharacters: 1_000 };
    const recording = new Recording(futureGuide, limits);
    const urlOf = (name: string) => `wss://api.futureguide.id/socket.io/?EIO=4&name=${name}`;
    const said = (name: string, at: number) =>
      recording.add({
        kind: 'socket',
        id: `${name}:${at}`,
        socket: name,
        url: urlOf(name),
        at: NOON_MS + at,
        event: 'receive',
        data: '42["authenticated",{}]',
      });
    recording.add(handshake(urlOf('real'), NOON_MS));
    for (let k = 0; k < 30; k += 1) said('real', k);
    for (let k = 0; k < 500; k += 1) said('made-up', 100 + k);
    recording.add({ kind: 'left-out', id: 'd:left-out', at: NOON_MS + 700, count: 7 });
    recording.add({ kind: 'left-out', id: 'd:left-out', at: NOON_MS + 800, count: 9 });
    expect(recording.socketEvents()).toHaveLength(30);
    expect(recording.leftOut).toBe(480 + 9);
  });

  it('finds each of thousands of equal frames that two sources tell of', () => {
    const FRAMES = 8_000;
    const recording = new Recording(futureGuide, NO_LIMITS);
    const url = 'wss://api.futureguide.id/socket.io/?EIO=4&transport=websocket';
    const data = '42["authenticate",{"token":"abc"}]';
    const at = (k: number) => NOON_MS + Math.floor(k / 20);
    for (let k = 0; k < FRAMES; k += 1)
      recording.add({
        kind: 'socket',
        id: `d:${k}`,
        socket: 'd',
        url,
        at: at(k),
        event: 'send',
        data,
      });
    const socketMessages = Array.from({ length: FRAMES }, (_, k) => {
      return { direction: 'send' as const, at: at(k) + 3, data };
    });
    recording.add({ ...har({ url, status: 101 }), socketMessages });
    const events = recording.socketEvents();
    expect(events).toHaveLength(FRAMES);
    expect(recording.socketUses()).toHaveLength(FRAMES);
  });

  it('reads its sockets anew only when something of them is new', () => {
    const recording = new Recording(futureGuide);
    recording.add(web({ at: 0, status: 200 }));
    const uses = recording.socketUses();
    recording.add(web({ at: 10, status: 200 }));
    expect(recording.socketUses()).toBe(uses);
  });

  it('lets the oldest states of storage go when they grow too large, never what storage holds now', () => {
    const limits = { requests: 10, events: 100, told: 10, bodyCharacters: 250 };
    const recording = new Recording(futureGuide, limits);
    const holds = (at: number, length: number) =>
      recording.add({
        kind: 'storage',
        id: `d:${at}`,
        at: NOON_MS + at,
        origin: 'https://futureguide.id',
        entries: { token: 'x'.repeat(length) },
        cookies: {},
      });
    const kept = () => recording.storageHistory().map(({ at }) => at - NOON_MS);
    for (let k = 0; k < 5; k += 1) holds(k, 100);
    expect(kept()).toEqual([3, 4]);
    // Told anew it counts once.
    for (let k = 0; k < 5; k += 1) holds(4, 100);
    expect(kept()).toEqual([3, 4]);
    holds(5, 1_000);
    expect(kept()).toEqual([5]);
    recording.clear(NOON_MS + 6);
    holds(7, 100);
    expect(kept()).toEqual([7]);
    holds(8, 100);
    expect(kept()).toEqual([7, 8]);
  });

  it('brings no row back for the sake of its body', () => {
    const limits = { requests: 10, events: 10, told: 10, bodyCharacters: 1_500 };
    const recording = new Recording(futureGuide, limits);
    for (let k = 0; k < 30; k += 1) {
      recording.add(har({ at: k * 10_000, status: 200, body: 'x'.repeat(100) }));
      expect(recording.requests().length).toBeLessThanOrEqual(10);
    }
    expect(recording.dropped + recording.requests().length).toBe(30);
  });

  it('counts what was sent and what was said on a socket among the bodies', () => {
    const limits = { requests: 100, events: 10, told: 10, bodyCharacters: 250 };
    const recording = new Recording(futureGuide, limits);
    recording.add(har({ at: 0, requestBody: 'x'.repeat(100) }));
    const said = { direction: 'send', at: NOON_MS, data: 'x'.repeat(100) } as const;
    recording.add({ ...har({ at: 10_000, status: 101 }), socketMessages: [said] });
    recording.add(har({ at: 20_000, requestBody: 'x'.repeat(100) }));
    recording.add(har({ at: 30_000, requestBody: 'y'.repeat(100) }));
    const [first, second, third, fourth] = recording.requests();
    expect([first?.requestBody, second?.socketMessages]).toEqual([null, []]);
    expect([third, fourth].map((row) => row?.requestBody?.length)).toEqual([100, 100]);
  });

  it('lets the oldest bodies go when they grow too large', () => {
    const recording = new Recording(futureGuide, {
      requests: 100,
      events: 10,
      told: 10,
      bodyCharacters: 250,
    });
    for (let k = 0; k < 5; k += 1)
      recording.add(har({ at: k * 10_000, status: 200, body: 'x'.repeat(100) }));
    expect(recording.requests().map(({ body }) => body.kind)).toEqual([
      'unavailable',
      'unavailable',
      'unavailable',
      'text',
      'text',
    ]);
  });
});
