import { describe, expect, it } from 'vitest';
import type { ObservedMessage, RelayObservation } from '../../src/messages.ts';
import { MAX_WAITING, Outbox, type OutboxEnvironment } from '../../src/relay/outbox.ts';

const seen = (id: string): RelayObservation => ({
  kind: 'document',
  id,
  at: 0,
  url: 'https://futureguide.id/',
  from: 'load',
});

/** A background that can be away or gone, and a clock that only the test moves. */
class FakeBackground implements OutboxEnvironment {
  readonly got: string[][] = [];
  readonly waits: number[] = [];
  readonly ended = new AbortController();
  /** `stopped`: it was stopped before it could answer */
  state: 'there' | 'away' | 'stopped' | 'gone' = 'there';
  admits = true;
  #timer: (() => void) | null = null;

  send(message: ObservedMessage): Promise<unknown> {
    if (this.state === 'gone') throw new Error('Extension context invalidated.');
    if (this.state === 'away') return Promise.reject(new Error('Receiving end does not exist.'));
    if (this.state === 'stopped') return Promise.resolve(undefined);
    this.got.push(message.observations.map(({ id }) => id));
    return Promise.resolve(this.admits);
  }
  after(ms: number, call: () => void): void {
    this.waits.push(ms);
    this.#timer = call;
  }
  isAlive(): boolean {
    return this.state !== 'gone';
  }
  onGone(): void {
    this.ended.abort();
  }
  async elapse(): Promise<void> {
    const timer = this.#timer;
    this.#timer = null;
    timer?.();
    await settled();
  }
}

/** All that was promised has happened. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function start(held = false) {
  const background = new FakeBackground();
  return { background, outbox: new Outbox(background, background.ended.signal, held) };
}

describe('the outbox', () => {
  it('sends each observation at once', () => {
    const { background, outbox } = start();
    outbox.add(seen('1'));
    outbox.add(seen('2'));
    expect(background.got).toEqual([['1'], ['2']]);
  });

  it('keeps what cannot be delivered, and tries again later and later', async () => {
    const { background, outbox } = start();
    background.state = 'away';
    outbox.add(seen('1'));
    await settled();
    outbox.add(seen('2'));
    for (let failures = 0; failures < 8; failures += 1) await background.elapse();
    expect(background.waits.slice(0, 8)).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
    background.state = 'there';
    await background.elapse();
    expect(background.got).toEqual([['1', '2']]);
    background.state = 'away';
    outbox.add(seen('3'));
    await settled();
    expect(background.waits.at(-1)).toBe(100);
  });

  it('tries again what a background was stopped over before it answered', async () => {
    const { background, outbox } = start();
    background.state = 'stopped';
    outbox.add(seen('1'));
    await settled();
    background.state = 'there';
    await background.elapse();
    expect(background.got).toEqual([['1']]);
  });

  it('does not try again what was not let in', async () => {
    const { background, outbox } = start();
    background.admits = false;
    outbox.add(seen('1'));
    await settled();
    expect(background.got).toEqual([['1']]);
    expect(background.waits).toEqual([]);
  });

  it('does not wait when the page goes away', async () => {
    const { background, outbox } = start();
    background.state = 'away';
    outbox.add(seen('1'));
    await settled();
    background.state = 'there';
    outbox.flush();
    expect(background.got).toEqual([['1']]);
  });

  it('holds everything back until it is released', () => {
    const { background, outbox } = start(true);
    outbox.add(seen('1'));
    outbox.flush();
    expect(background.got).toEqual([]);
    outbox.release();
    outbox.add(seen('2'));
    expect(background.got).toEqual([['1'], ['2']]);
  });

  it('lets the oldest go when too much waits', async () => {
    const { background, outbox } = start();
    background.state = 'away';
    for (let number = 0; number < MAX_WAITING + 10; number += 1) outbox.add(seen(`${number}`));
    await settled();
    background.state = 'there';
    await background.elapse();
    const ids = background.got.flat();
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([MAX_WAITING, '10', `${MAX_WAITING + 9}`]);
  });

  it('stops for good when the extension is gone', async () => {
    const { background, outbox } = start();
    background.state = 'gone';
    expect(() => outbox.add(seen('1'))).not.toThrow();
    expect(background.ended.signal.aborted).toBe(true);
    outbox.add(seen('2'));
    await settled();
    expect(background.waits).toEqual([]);
  });

  it('sends nothing once it has ended, though it still had to try again', async () => {
    const { background, outbox } = start();
    background.state = 'away';
    outbox.add(seen('1'));
    await settled();
    background.state = 'there';
    background.ended.abort();
    await background.elapse();
    expect(background.got).toEqual([]);
  });
});
